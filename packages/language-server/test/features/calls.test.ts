/** Which stage copies from which, which function calls which, and where. */

import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import type { Call } from "../../src/features/call.ts";
import { calledBy, callersOf, callItemAt } from "../../src/features/calls.ts";

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

const named = (calls: readonly Call[]) =>
  calls.map(
    ({ item, at }) => `${item.name}: ${at.map(({ start, end }) => TEXT.slice(start, end)).join(" ")}`,
  );

test("the header or a name means a stage; nothing else does", () => {
  const at = (word: string) => callItemAt(recipe, TEXT.indexOf(word) + 1);
  expect(at("golang")).toMatchObject({ name: "build", detail: "golang:1" });
  expect(at("alpine")).toMatchObject({ name: "stage 2", detail: "alpine:3" });
  expect(at("build\n    /a")?.name).toBe("build");
  expect(at("true")).toBeUndefined();
  expect(at("nobody")).toBeUndefined();
  expect(callItemAt(analyze("").recipe, 0)).toBeUndefined();
});

test("calls, with each place", () => {
  const [build, last] = [TEXT.indexOf("golang"), TEXT.indexOf("alpine")];
  expect(named(callersOf(recipe, build))).toEqual(["stage 2: build build"]);
  expect(named(calledBy(recipe, last))).toEqual(["build: build build"]);
  expect(callersOf(recipe, last)).toEqual([]);
  expect(calledBy(recipe, build)).toEqual([]);
});

const SCRIPTS = `Bootstrap: docker
From: a:1
%post
    fetch() { curl "$1"; }
    all() {
        fetch one
        fetch two
        inner() { fetch three; }
    }
    all
    fetch four
%appinstall one
    all
%test
    fetch
`;
const scripts = analyze(SCRIPTS).recipe;

test("functions, by functions and by sections", () => {
  const at = (word: string) => SCRIPTS.indexOf(word);
  const calls = (found: readonly Call[]) =>
    found.map(({ item, at: places }) => `${item.name} ${places.length}`);
  expect(callItemAt(scripts, at("fetch two") + 1)).toMatchObject({
    kind: "function",
    name: "fetch",
    detail: "%post",
  });
  expect(callItemAt(scripts, at("fetch() {"))).toMatchObject({ selection: { start: at("fetch()") } });
  expect(callItemAt(scripts, at("%post"))).toMatchObject({ kind: "section", name: "%post" });
  expect(callItemAt(scripts, at("curl"))).toBeUndefined();
  expect(calls(callersOf(scripts, at("fetch()")))).toEqual(["all 2", "inner 1", "%post 1"]);
  expect(calls(callersOf(scripts, at("all()")))).toEqual(["%post 1", "%appinstall 1"]);
  expect(calls(calledBy(scripts, at("all()")))).toEqual(["fetch 2"]);
  expect(calls(calledBy(scripts, at("%post")))).toEqual(["all 1", "fetch 1"]);
  expect(calls(callersOf(scripts, at("%post")))).toEqual([]);
  expect(callItemAt(scripts, at("%test\n    fetch") + 11)).toBeUndefined();
});
