/** Wildcards of one name. */

import { describe, expect, it } from "vitest";
import { hasWildcard, literalName, matches } from "../../src/host-files/wildcard.ts";

describe("matches", () => {
  it.each([
    ["*", "a"],
    ["*.txt", "a.txt"],
    ["a*b*c", "aXbYbZc"],
    ["?", "ü"],
    ["[a-c]x", "bx"],
    ["[!a]", "b"],
    ["[^a]", "b"],
    ["[]a]", "]"],
    ["[a-]", "-"],
    ["[a", "[a"],
    ["\\*", "*"],
    [".*", ".hidden"],
    ["a\\", "a\\"],
    ["🚀?", "🚀x"],
  ])("%s takes %s", (pattern, name) => expect(matches(pattern, name)).toBe(true));
  it.each([
    ["*", ".hidden"],
    ["?hidden", ".hidden"],
    ["[.]hidden", ".hidden"],
    ["*.txt", "a.txt~"],
    ["[a-c]", "d"],
    ["\\*", "a"],
    ["a", "ab"],
    ["a?", "a"],
  ])("%s does not take %s", (pattern, name) => expect(matches(pattern, name)).toBe(false));
  it("takes its time, but not exponentially", () => {
    expect(matches(`${"*a".repeat(60)}b`, "a".repeat(255))).toBe(false);
  });
});

it("knows wildcards from escaped ones", () => {
  expect(hasWildcard("a\\*b")).toBe(false);
  expect(literalName("a\\*b")).toBe("a*b");
  expect(hasWildcard("a[b]")).toBe(true);
  expect(hasWildcard("a[b")).toBe(false);
});
