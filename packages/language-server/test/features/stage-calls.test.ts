/** Which stage copies from which, and where. */

import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { calledBy, callersOf, type StageCall, stageItemAt } from "../../src/features/stage-calls.ts";

const TEXT = `Bootstrap: docker
From: golang:1
Stage: build

Bootstrap: docker
From: alpine:3
%files from build
    /a
%post
    true
%files from build
    /b
%files from nobody
    /c
`;
const { recipe } = analyze(TEXT);

const named = (calls: readonly StageCall[]) =>
  calls.map(
    ({ stage, at }) => `${stage.name}: ${at.map(({ start, end }) => TEXT.slice(start, end)).join(" ")}`,
  );

test("the header or a name means a stage; nothing else does", () => {
  const at = (word: string) => stageItemAt(recipe, TEXT.indexOf(word) + 1);
  expect(at("golang")).toMatchObject({ name: "build", detail: "golang:1" });
  expect(at("alpine")).toMatchObject({ name: "stage 2", detail: "alpine:3" });
  expect(at("build\n    /a")?.name).toBe("build");
  expect(at("true")).toBeUndefined();
  expect(at("nobody")).toBeUndefined();
  expect(stageItemAt(analyze("").recipe, 0)).toBeUndefined();
});

test("calls, with each place", () => {
  const [build, last] = [TEXT.indexOf("golang"), TEXT.indexOf("alpine")];
  expect(named(callersOf(recipe, build))).toEqual(["stage 2: build build"]);
  expect(named(calledBy(recipe, last))).toEqual(["build: build build"]);
  expect(callersOf(recipe, last)).toEqual([]);
  expect(calledBy(recipe, build)).toEqual([]);
});
