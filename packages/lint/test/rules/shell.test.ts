/** More cases of the rules about the shells of scripts. */

import { describe } from "vitest";
import { casesOf } from "./cases.ts";

const RUN = "Bootstrap: docker\nFrom: debian:12\n%runscript\n";

describe("DEF601 finds", () =>
  casesOf("DEF601", [
    "«a=(1 2)»",
    "x=«${y/a/b}»",
    "cat «<<<» x".replace("«<<<» x", "«<<< x»"),
    "echo «-e» 'a\\tb'",
    "[[ -f a ]] && [[ -f b ]]".replace("[[ -f a ]]", "«[[ -f a ]]»"),
    "Bootstrap: docker\nFrom: lab/x:1\n%post\napt-get update\n«[[ -f a ]]»\n",
  ]));

describe("DEF601 is silent about", () =>
  casesOf("DEF601", [
    "exec cp -a x y",
    "Bootstrap: docker\nFrom: lab/x:1\n%post\n[[ -f a ]]\n",
    "Bootstrap: docker\nFrom: alpine:3.21\n%post\n[[ -f a ]]\n",
    "Bootstrap: docker\nFrom: debian:12\n%setup\n[[ -f a ]]\n",
  ]));

describe("DEF602 finds", () => casesOf("DEF602", ["«source» x.sh", "if true; then «source» /x; fi"]));

describe("DEF604 finds", () =>
  casesOf("DEF604", [
    "cd /x && «make» && make install\ntrue",
    "«git clone https://x/y» && cd y\nmake",
    "«curl -f https://x | sh» && true\nmake",
    "{ «make» && make install; }\ntrue",
  ]));

describe("DEF604 is silent about", () =>
  casesOf("DEF604", [
    "cd /x && ls\ntrue",
    "make && make install",
    "(make && make install)\ntrue",
    "! grep -q x y && make\ntrue",
    "[[ -f x ]] && make\ntrue",
    "f() { make && make install; }\ntrue",
    "make && make install || false\ntrue",
    "apt-get clean && rm -rf /var/lib/apt/lists/*\ntrue",
    "Bootstrap: docker\nFrom: debian:12\n%post -c /bin/bash\nmake && make install\ntrue\n",
  ]));

describe("DEF605 finds", () =>
  casesOf("DEF605", ["export «A=$(tool | other)»", "export A=1 «B=`tool`»", 'export «A="x$(tool)"»']));

describe("DEF605 is silent about", () =>
  casesOf("DEF605", [
    "export A=$(nproc)",
    "export A=$(tool | head -1)",
    "if true; then export A=$(tool); fi",
  ]));

describe("DEF606 is silent about", () =>
  casesOf("DEF606", [
    "curl -f https://x | gpg --dearmor",
    "yes | apt-get install x",
    "V=$(curl -f https://x | head -1)",
    "if curl -f https://x | tee y; then true; fi",
    `${RUN}make | tee log\n`,
  ]));

describe("DEF610 is silent about", () =>
  casesOf("DEF610", [`${RUN}#!/bin/bash\ntool\n`, `${RUN}cat <<E\n#!/bin/bash\nE\n`]));

describe("DEF613 finds", () =>
  casesOf("DEF613", ["«sudo» -E make", "x | «sudo» tee y", "if true; then «sudo» make; fi"]));

describe("DEF616 is silent about", () =>
  casesOf("DEF616", [
    "(exit 1)\nmake",
    "make || { echo x; exit 1; }\nmake",
    "case x in y) exit 1;; esac\nmake",
  ]));

describe("DEF617 finds", () =>
  casesOf("DEF617", [
    "Bootstrap: docker\nFrom: a:1\n%setup\n rm -rf «/opt/x»; chmod 755 «/opt/y»; ln -s a «/usr/bin/b»\n",
  ]));

describe("DEF620 finds", () =>
  casesOf("DEF620", ["cmake -DCMAKE_C_FLAGS=«-march=native» .", "gcc -O3 «-mcpu=native» x.c"]));

describe("DEF620 is silent about", () =>
  casesOf("DEF620", [
    'bash -c "sed -i s/-march=native// x"',
    "grep -- -march=native x",
    "gcc -march=nativeish x.c",
  ]));

describe("DEF621 finds", () => casesOf("DEF621", ["make «-j» all", "make all «-j»", "make «--jobs» -C x"]));
