/** A text is analyzed anew only when it changed. */

import { expect, test } from "vitest";
import { Session } from "../src/session.ts";

test("a version with the same text keeps its analysis", () => {
  const session = new Session();
  const first = session.put("file:///a.def", 1, "Bootstrap: docker\n");
  const second = session.put("file:///a.def", 2, "Bootstrap: docker\n");
  expect(second.version).toBe(2);
  expect(second.analysis).toBe(first.analysis);
  expect(second.revision).toBe(first.revision);
  expect(session.get("file:///a.def")).toBe(second);
});

test("a changed text has an analysis of its own, other texts keep theirs", () => {
  const session = new Session();
  const first = session.put("file:///a.def", 1, "%post\n");
  const other = session.put("file:///b.def", 1, "%help\n");
  const second = session.put("file:///a.def", 2, "%post\ntrue\n");
  expect(second.analysis).not.toBe(first.analysis);
  expect(second.analysis.recipe.file.text).toBe("%post\ntrue\n");
  expect(new Set([first.revision, other.revision, second.revision]).size).toBe(3);
  expect(session.get("file:///b.def")?.analysis).toBe(other.analysis);
});

test("recipe and findings are worked out once", () => {
  const { analysis } = new Session().put("file:///a.def", 1, "Bootstrap: docker\nFrom: a\n");
  expect(analysis.recipe).toBe(analysis.recipe);
  expect(analysis.findings).toBe(analysis.findings);
});

test("a closed text is forgotten, and its revision is not used again", () => {
  const session = new Session();
  const { revision } = session.put("file:///a.def", 1, "%post\n");
  session.close("file:///a.def");
  expect(session.get("file:///a.def")).toBeUndefined();
  expect(session.put("file:///a.def", 1, "%help\n").revision).not.toBe(revision);
});
