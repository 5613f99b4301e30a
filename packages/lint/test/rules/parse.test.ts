/** More cases of the rules about files that are not read as they look. */

import { describe } from "vitest";
import { casesOf } from "./cases.ts";

const FROM = "Bootstrap: docker\nFrom: a:1\n";

describe("DEF005", () =>
  casesOf("DEF005", [
    `${FROM}%help\n«BOOTSTRAP:» your own data\n`,
    `${FROM}%post\ncat <<X\n«Bootstrap:» docker\nFrom: b:1\nX\ntrue\n`,
    `${FROM}%help\nx\nBootstrap: docker\nFrom: b:1\n`,
    `${FROM}%post\ncat <<X\ny\n  X\n\nBootstrap: docker\nFrom: b:1\n`,
    `${FROM}%post\ntrue\nBootstrap: {{ AGENT }}\n`,
    `${FROM}%post\ntrue\nBootstrap: Docker\n`,
  ]));

describe("DEF006", () =>
  casesOf("DEF006", [
    `${FROM}%labels\n A b\n\n\t«Bootstrap: scratch»\n\tStage: x\n`,
    `${FROM}%post\n true\n\n «bootstrap: docker»\r\n From: b:1\r\n`,
    `${FROM}%help\n Write\n\n  Bootstrap: docker\n  From: b:1\n\n at the top.\n`,
    `${FROM}%help\n  Bootstrap: means what it says\n`,
  ]));

describe("DEF018", () =>
  casesOf("DEF018", [
    `${FROM}%arguments\n a-b=1\n%post\n echo «{{ a-b }}» {{ c-d }}\n`,
    `${FROM}%arguments\n A=1\n%post\n echo «{{.A}}» «{{$A}}» {{ .State }} {{A}} {{ A }}\n`,
    `${FROM}%post\n docker inspect -f '{{.A}}' x\n`,
  ]));

describe("DEF020", () =>
  casesOf("DEF020", [
    `${FROM}%arguments\n A=1\n%post\n cat <<X\n # v «{{ A }}»\nX\n`,
    `${FROM}%arguments\n A=1\n%post\n echo "# «{{ A }}»" # {{ A }}\n`,
    `${FROM}%arguments\n A=1\n%runscript\n#!/bin/sh {{ A }}\n`,
    `${FROM}%arguments\n A=1\n%files\n # {{ A }}\n%post # {{ A }}\n # {{ B }}\n`,
    `${FROM}%help\n # {{ B }}\n`,
  ]));

describe("DEF022", () =>
  casesOf("DEF022", [
    `${FROM}%arguments\n A=1\t«# c»\n B=# c\n C=x#y\n D=a #b\n # E=1\n`,
    `${FROM}%arguments\n A=1 «#»\n`,
  ]));

describe("DEF026", () =>
  casesOf("DEF026", [
    "if true; then echo; fi",
    "echo {{ A }} && (cd /; ls)",
    "f() { echo; }",
    "case x in a) ;; esac",
    "echo x «)»",
    `${FROM}%post\nif true\n%post\nthen echo; fi\n`,
    `${FROM}%runscript\n#!/usr/bin/env Rscript\nif (x) { y }\n`,
  ]));

describe("DEF027", () =>
  casesOf("DEF027", ["cat <<X\na\n  «X»\nb", "cat <<-X\na\n  «X»\nb", "cat <<X\na\nb", "cat <<X\n  X\nX"]));

describe("DEF029", () =>
  casesOf("DEF029", [
    `${FROM}%arguments\n A=«'x y'»\n%labels\n L {{ A }}\n`,
    `${FROM}%arguments\n A='x y'\n%environment\n export L={{ A }}\n`,
  ]));

describe("words that the engine which builds does not know", () => {
  const old = { engine: "apptainer-1.1" } as const;
  casesOf(
    "DEF001",
    ["Bootstrap: docker\nFrom: a:1\n«%arguments»\n A=1\n«%appstart» x\n true\n%post\n true\n"],
    old,
  );
  casesOf("DEF010", ["Bootstrap: arch\n«SetOpt»: a\nConfURL: https://x\n"], old);
  casesOf("DEF010", ["Bootstrap: arch\nSetOpt: a\n«Nonsense»: https://x\n"], { engine: "singularity-2" });
  casesOf("DEF014", ["Bootstrap: «buildkit»\nFrom: .\n", "Bootstrap: docker\nFrom: a:1\n"], old);
});
