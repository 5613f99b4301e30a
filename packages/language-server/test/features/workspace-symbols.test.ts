/** What a search over files finds in one. */

import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { answersTo, fileSymbols, wordsOf } from "../../src/features/workspace-symbols.ts";

const text =
  "Bootstrap: docker\nFrom: golang\nStage: build\n\n%post\n    fetch() { :; }\n\n%appinstall one\n    true\n";

const found = (query: string) =>
  fileSymbols(analyze(text).recipe)
    .filter((found) => answersTo(wordsOf(found), query))
    .map(({ node, container }) => [node.name, container?.name]);

test("stages, sections, apps and functions, but no header keys", () => {
  expect(found("")).toEqual([
    ["build", undefined],
    ["%post", "build"],
    ["fetch", "%post"],
    ["one", "build"],
    ["%appinstall", "one"],
  ]);
});

test("by letters in their order, in the image of a stage too", () => {
  expect(found("FCH")).toEqual([["fetch", "%post"]]);
  expect(found("golang")).toEqual([["build", undefined]]);
  expect(found("xyz")).toEqual([]);
});
