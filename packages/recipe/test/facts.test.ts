/** Facts about a whole recipe: positions, links between stages, arguments, lost metadata, distribution. */

import { readMarks } from "@deftools/testkit";
import { textAt } from "@deftools/text";
import { describe, expect, test } from "vitest";
import {
  argumentsOf,
  distribution,
  metadataLost,
  scriptAt,
  sectionAt,
  stageAt,
  stageLinks,
  stageNamed,
} from "../src/index.ts";
import { recipeOf, stageOf } from "./recipe.ts";

describe("what stands at an offset", () => {
  const at = (marked: string) => {
    const { text, cursor = 0 } = readMarks(marked);
    const recipe = recipeOf(text);
    return [
      stageAt(recipe, cursor)?.index,
      sectionAt(recipe, cursor)?.type,
      scriptAt(recipe, cursor)?.section,
    ];
  };
  test.each([
    ["Boot‸strap: scratch\n%post\nx\n", [0, undefined, undefined]],
    ["Bootstrap: scratch\n‸%post\nx\n", [0, "post", undefined]],
    ["Bootstrap: scratch\n%po‸st\nx\n", [0, "post", undefined]],
    ["Bootstrap: scratch\n%post\n‸x\n", [0, "post", "post"]],
    ["Bootstrap: scratch\n%post\nx\n‸", [0, "post", "post"]],
    ["Bootstrap: scratch\n%post\nx\n‸Bootstrap: scratch\n%test\ny\n", [1, undefined, undefined]],
    ["Bootstrap: scratch\n%post\nx\n‸%help\ny\n", [0, "help", undefined]],
  ])("%j", (marked, expected) => expect(at(marked)).toEqual(expected));
});

describe("links between stages", () => {
  const recipe = recipeOf(`Bootstrap: scratch
Stage: a
Bootstrap: scratch
Stage: a
Bootstrap: scratch
%files from a
/x
%files from b
/y
%files
z
`);
  test("go to the first stage of a name", () => expect(stageNamed(recipe, "a")?.index).toBe(0));
  test("are found where no stage has the name, too", () => {
    expect(
      stageLinks(recipe).map(({ into, name, source }) => [into.index, name.text, source?.index]),
    ).toEqual([
      [2, "a", 0],
      [2, "b", undefined],
    ]);
  });
});

test("metadata of stages before the last is lost, tests and blank sections are not", () => {
  const recipe = recipeOf(
    "Bootstrap: scratch\n%help\nh\n%labels\n\n%test\nt\n%environment\nA=1\nBootstrap: scratch\n%help\nh\n",
  );
  expect(recipe.stages.flatMap((stage) => metadataLost(recipe, stage).map(({ type }) => type))).toEqual([
    "help",
    "environment",
  ]);
});

describe("build arguments", () => {
  const uses = (text: string) => {
    const recipe = recipeOf(text);
    return recipe.stages.flatMap((stage) =>
      argumentsOf(recipe, stage).uses.map(({ placeholder, definition, inComment }) =>
        [placeholder.name.text, definition?.value?.text, ...(inComment ? ["comment"] : [])].join(" "),
      ),
    );
  };
  test("hold for their stage, the last of doubled ones", () => {
    const text =
      "Bootstrap: docker\nFrom: {{ A }}\n%arguments\nA=1\nA=2\nB\nBootstrap: docker\nFrom: {{ A }}{{ B }}\n";
    expect(uses(text)).toEqual(["A 2", "A ", "B "]);
  });
  test.each([
    ["# {{ X }}", "X  comment"],
    ["# {{ X }} and {{ Y }}", "X  comment, Y  comment"],
    ["{{ X }} # {{ Y }}", "X , Y  comment"],
    ["#{{ X }}", "X "],
    ["a#{{ X }}", "X "],
    ["echo ${#v} {{ X }}", "X  comment"],
    ["#!{{ X }}", "X "],
    ["a # b\n{{ X }}", "X "],
  ])("in %j", (line, expected) =>
    expect(uses(`Bootstrap: scratch\n%post\n${line}\n`).join(", ")).toBe(expected),
  );
});

describe("the distribution", () => {
  const of = (header: string) => {
    const { name, release, packageManager } = distribution(stageOf(header));
    return [name, release, packageManager].filter((fact) => fact !== undefined).join(" ");
  };
  test.each([
    ["ubuntu", "ubuntu apt"],
    ["ubuntu:22.04", "ubuntu 22.04 apt"],
    ["ubuntu:latest", "ubuntu apt"],
    ["docker.io/library/debian:bookworm-slim", "debian bookworm apt"],
    ["localhost:5000/alpine:3.20", "alpine 3.20 apk"],
    ["alpine@sha256:0000000000000000000000000000000000000000000000000000000000000000", "alpine apk"],
    ["rockylinux:9.3", "rocky 9.3 dnf"],
    ["rockylinux/rockylinux:9", "rocky 9 dnf"],
    ["quay.io/centos/centos:stream9", "centos 9 dnf"],
    ["registry.access.redhat.com/ubi9/ubi-minimal:9.4", "rhel 9.4 dnf"],
    ["opensuse/leap:15.6", "opensuse 15.6 zypper"],
    ["archlinux", "arch pacman"],
    ["python:3.12", "debian apt"],
    ["python:3.12-alpine3.20", "alpine 3.20 apk"],
    ["python:3.11-slim-bookworm", "debian bookworm apt"],
    ["nvidia/cuda:12.4.1-devel-ubuntu22.04", "ubuntu 22.04 apt"],
    ["nvidia/cuda:12.4.1-devel-rockylinux9", "rocky 9 dnf"],
    ["continuumio/miniconda3", "debian apt"],
    ["me/python", "unknown"],
    ["me/tool:1.0", "unknown"],
  ])("of %s", (image, expected) => expect(of(`Bootstrap: docker\nFrom: ${image}\n`)).toBe(expected));

  test.each([
    ["Bootstrap: library\nFrom: library://lolcow/default/alpine:3.9", "alpine 3.9 apk"],
    ["Bootstrap: debootstrap\nOSVersion: noble\nMirrorURL: http://mirror/x", "ubuntu noble apt"],
    [
      "Bootstrap: debootstrap\nOSVersion: bookworm\nMirrorURL: http://ftp.debian.org/debian",
      "debian bookworm apt",
    ],
    ["Bootstrap: yum\nOSVersion: 9\nMirrorURL: http://dl.rockylinux.org/pub/rocky/9", "rocky 9 dnf"],
    ["Bootstrap: arch", "arch pacman"],
    ["Bootstrap: localimage\nFrom: ubuntu.sif", "unknown"],
    ["", "unknown"],
  ])("of %j", (header, expected) => expect(of(header)).toBe(expected));
});

test("a placeholder that ends in the next line is of the stage it begins in", () => {
  const recipe = recipeOf("Bootstrap: scratch\n%post\necho {{\n A }}\n");
  const [stage] = recipe.stages;
  const use = stage && argumentsOf(recipe, stage).uses[0];
  expect(use && textAt(recipe.file.text, use.placeholder.span)).toBe("{{\n A }}");
});
