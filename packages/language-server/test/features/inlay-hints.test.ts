/** What is shown between the lines, and where. */

import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { inlayHints } from "../../src/features/inlay-hints.ts";

/** The text with its hints in angle quotes. */
const shown = (text: string): string => {
  const hints = inlayHints(analyze(text).recipe);
  let result = text;
  for (const { offset, label, markdown } of [...hints].reverse()) {
    expect(markdown).toMatch(/\.$/);
    result = `${result.slice(0, offset)}‹${label}›${result.slice(offset)}`;
  }
  return result;
};

test("values of build arguments, save in comments", () => {
  expect(shown("Bootstrap: docker\nFrom: a:{{ V }} # {{ V }} {{ W }}\n%arguments\n    V=22.04\n")).toBe(
    "Bootstrap: docker\nFrom: a:{{ V }}‹= 22.04› # {{ V }} {{ W }}\n%arguments\n    V=22.04\n",
  );
  expect(shown(`From: {{ V }}\n%arguments\n    V=${"x".repeat(50)}\n`)).toContain(`‹= ${"x".repeat(39)}…›`);
});

test("values that every build is given", () => {
  const { recipe } = analyze("From: {{ V }}{{ W }}\n%arguments\n    V=1\n");
  const hints = inlayHints(recipe, undefined, undefined, { V: "2", W: "3" });
  expect(hints.map(({ label, definition }) => [label, definition])).toEqual([
    ["= 2", undefined],
    ["= 3", undefined],
  ]);
});

test("shells that nobody wrote", () => {
  for (const line of [
    "%post‹/bin/sh -ex›",
    "%setup‹/bin/sh -ex›",
    "%test‹/bin/sh›",
    "%post -c /bin/bash‹goes on after errors›",
  ])
    expect(shown(`${line.replace(/‹.*›/, "")}\n    true\n`)).toBe(`${line}\n    true\n`);
  for (const text of [
    "%post -c /bin/bash -e\n    x\n",
    "%post -x\n    x\n",
    "%test\n#!/bin/bash\n",
    "%environment\n    A=1\n",
    "%help\n    x\n",
  ])
    expect(shown(text)).toBe(text);
});

test("destinations that differ from what is written", () => {
  expect(
    shown('%files\n    a/../b\n    /x\n    *.c\n    y z\n%appfiles one\n    c\n%files from s\n    "d e"\n'),
  ).toBe(
    '%files\n    a/../b‹→ /b›\n    /x\n    *.c\n    y z\n%appfiles one\n    c‹→ /scif/apps/one/c›\n%files from s\n    "d e"‹→ /d e›\n',
  );
});

test("what a hint leads to, and what it can write", () => {
  const one = (text: string) => inlayHints(analyze(text).recipe)[0];
  const text = "From: a:{{ V }}\n%arguments\n    V=22.04\n";
  const start = text.indexOf("22.04");
  expect(one(text)?.definition).toEqual({ start, end: start + 5 });
  expect(one("%post -c /bin/bash\n    x\n")?.insert).toBe(" -e");
  expect(one("%post -c /bin/bash # ours\n    x\n")?.insert).toBeUndefined();
  expect(one("%files\n    a\n")?.insert).toBe(" /a");
  expect(one('%files\n    "a b"\n')?.insert).toBeUndefined();
});

test("the digest that is known, of images in registries", () => {
  const label = (text: string) =>
    inlayHints(analyze(text).recipe, undefined, () => ({ digest: `sha256:${"a".repeat(64)}` })).at(-1)?.label;
  expect(label("Bootstrap: docker\nFrom: a:1\n")).toBe("@sha256:aaaaaaaaaaaa…");
  expect(label("Bootstrap: oras\nFrom: ghcr.io/a:1\n")).toBe("@sha256:aaaaaaaaaaaa…");
  expect(label("Bootstrap: docker\nFrom: a:{{ V }}\n%arguments\n    V=1\n")).toBe("@sha256:aaaaaaaaaaaa…");
  expect(label(`Bootstrap: docker\nFrom: a@sha256:${"b".repeat(64)}\n`)).toBeUndefined();
  expect(label("Bootstrap: library\nFrom: a:1\n")).toBeUndefined();
});

test("only what is in view", () => {
  const { recipe } = analyze("%post\n    true\n%test\n    true\n");
  expect(inlayHints(recipe, { start: 8, end: 30 }).map(({ label }) => label)).toEqual(["/bin/sh"]);
});
