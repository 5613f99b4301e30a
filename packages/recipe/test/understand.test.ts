/** Stages, header, bootstrap, labels, apps and help of a file. */

import { textAt } from "@deftools/text";
import { describe, expect, test } from "vitest";
import { recipeOf, stageOf } from "./recipe.ts";

describe("stages", () => {
  const recipe = recipeOf(
    "Bootstrap: docker\nFrom: a\nStage: one\n\n%post\nx\nBootstrap: scratch\n%help\nh\n",
  );
  test("have names and know which is last", () => {
    expect(recipe.stages.map(({ index, name, last }) => [index, name?.text, last])).toEqual([
      [0, "one", false],
      [1, undefined, true],
    ]);
  });
  test("keep their help", () => {
    expect(recipe.stages[1]?.help.map((span) => textAt(recipe.file.text, span))).toEqual(["h\n"]);
  });
});

test("of doubled header keys the last counts, whatever their case", () => {
  expect(stageOf("Bootstrap: docker\nFrom: a\nFROM: b\n").bootstrap?.from?.text).toBe("b");
});

describe("the image", () => {
  const image = (header: string) => stageOf(header).bootstrap?.image;
  test.each([
    ["Bootstrap: docker\nFrom: a", "a"],
    ["Bootstrap: docker\nRegistry: r.io\nFrom: a:1", "r.io/a:1"],
    ["Bootstrap: docker\nFrom: a\nNamespace: n\nRegistry: r.io", "r.io/n/a"],
    ["Bootstrap: oci-archive\nNamespace: n\nFrom: a.tar", "n/a.tar"],
    ["Bootstrap: library\nNamespace: n\nFrom: a", undefined],
    ["Bootstrap: docker", undefined],
  ])("%j", (header, text) => expect(image(header)?.text).toBe(text));

  test("of docker is a reference, or has a problem", () => {
    expect(image("Bootstrap: docker\nFrom: a:1")?.reference?.tag).toBe("1");
    expect(image("Bootstrap: docker\nFrom: A")?.problem).toBeDefined();
    expect(image("Bootstrap: docker\nRegistry: http://h\nFrom: a")?.problem).toBeDefined();
  });

  test("with a placeholder is not judged", () => {
    const found = image("Bootstrap: docker\nRegistry: {{ r }}\nFrom: a");
    expect([found?.text, found?.reference, found?.problem]).toEqual(["{{ r }}/a", undefined, undefined]);
  });

  test("of other agents is no reference", () => {
    expect(image("Bootstrap: docker-daemon\nFrom: a:1")?.reference).toBeUndefined();
  });
});

test("labels, arguments and apps come from all sections of their kind", () => {
  const stage = stageOf(
    "Bootstrap: scratch\n%labels\nA 1\n%labels\nB 2\n%arguments\nC=3\n%apprun b\nx\n%appenv a\n%apphelp b\ny\n",
  );
  expect(stage.labels.map(({ key, value }) => [key.text, value?.text])).toEqual([
    ["A", "1"],
    ["B", "2"],
  ]);
  expect(stage.arguments.map(({ key }) => key.text)).toEqual(["C"]);
  expect(stage.apps.map(({ name, sections }) => [name, sections.length])).toEqual([
    ["b", 2],
    ["a", 1],
  ]);
});

describe("copies", () => {
  const origins = (head: string) =>
    stageOf(`Bootstrap: scratch\n${head}\na b\n`).copies.map(
      ({ from, skipped, app }) => from?.text ?? app?.text ?? (skipped ? "skipped" : "host"),
    );
  test.each([
    ["%files", "host"],
    ["%files ", "host"],
    ["%files # why", "host"],
    ["%files from one", "one"],
    ["%files  from   one # why", "one"],
    ["%files form one", "one"],
    ["%files  ", "skipped"],
    ["%files  # why", "skipped"],
    ["%files one", "skipped"],
    ["%files from one two", "skipped"],
    ["%appfiles tool", "tool"],
  ])("%j", (head, origin) => expect(origins(head)).toEqual([origin]));

  test("know where the stage's name stands", () => {
    const text = "Bootstrap: scratch\n%files from  one\na b\n";
    const from = stageOf(text).copies[0]?.from;
    expect(from && textAt(text, from.span)).toBe("one");
  });
});
