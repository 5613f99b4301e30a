/** The outline, drawn as an indented list: kind, name, detail, and the selected text in quotes. */

import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { documentSymbols, type OutlineNode } from "../../src/features/document-symbols.ts";

const outline = (text: string): string => {
  const lines: string[] = [""];
  const draw = (node: OutlineNode, depth: number): void => {
    const { start, end } = node.selection;
    const words = [
      node.kind,
      node.name,
      node.detail && `(${node.detail})`,
      JSON.stringify(text.slice(start, end)),
    ];
    lines.push("  ".repeat(depth) + words.filter(Boolean).join(" "));
    for (const child of node.children) draw(child, depth + 1);
  };
  for (const node of documentSymbols(analyze(text).recipe)) draw(node, 0);
  return `${lines.join("\n")}\n`;
};

test("stages hold header keys and sections", () => {
  const recipe = `Bootstrap: docker
From: golang:1.24
Stage: build

%arguments
    VERSION=1
%post -c /bin/bash # why
    build() { go build; }

Bootstrap: localimage
From: base.sif

%files from build
    /out /opt
%runscript
    exec /opt/out "$@"
`;
  expect(outline(recipe)).toBe(`
stage build (docker golang:1.24) "build"
  key Bootstrap (docker) "Bootstrap"
  key From (golang:1.24) "From"
  key Stage (build) "Stage"
  section %arguments "%arguments"
    argument VERSION (1) "VERSION"
  section %post (-c /bin/bash) "%post -c /bin/bash # why"
    function build "build"
stage stage 2 (localimage base.sif) "Bootstrap: localimage"
  key Bootstrap (localimage) "Bootstrap"
  key From (base.sif) "From"
  section %files (from build) "%files from build"
  section %runscript "%runscript"
`);
});

test("neighboring sections of an app stand below it, others do not", () => {
  const recipe = `Bootstrap: scratch
%appinstall one
%apprun one
%post
%apprun two
%appenv one
`;
  expect(outline(recipe)).toBe(`
stage stage 1 (scratch) "Bootstrap: scratch"
  key Bootstrap (scratch) "Bootstrap"
  app one "one"
    section %appinstall "%appinstall one"
    section %apprun "%apprun one"
  section %post "%post"
  app two "two"
    section %apprun "%apprun two"
  app one "one"
    section %appenv "%appenv one"
`);
});

test("broken text has an outline too, and no symbol is nameless", () => {
  expect(outline("%\n%nope x\n: lost\n%apprun\n")).toBe(`
stage stage 1 "%"
  section % "%"
  section %nope (x) "%nope x"
  section %apprun "%apprun"
`);
  expect(outline(": lost\n")).toBe(`
stage stage 1 ": lost"
  key : (lost) ""
`);
});

test("an empty file has no outline", () => {
  expect(outline("")).toBe("\n");
  expect(outline("# only a comment\n")).toBe("\n");
});
