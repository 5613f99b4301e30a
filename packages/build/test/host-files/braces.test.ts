/** Braces of shells. */

import { isFailure } from "@deftools/trouble";
import { expect, it } from "vitest";
import { expandBraces } from "../../src/host-files/braces.ts";

it.each([
  ["a", ["a"]],
  ["{a,b}", ["a", "b"]],
  ["x{a,b}y{1,2}", ["xay1", "xay2", "xby1", "xby2"]],
  ["{a,{b,c}d}", ["a", "bd", "cd"]],
  ["{a,}", ["a", ""]],
  ["{a}", ["{a}"]],
  ["{a", ["{a"]],
  ["a}", ["a}"]],
  ["\\{a,b}", ["\\{a,b}"]],
  ["{{a,b}", ["{a", "{b"]],
])("%s", (text, words) => expect(expandBraces(text)).toEqual(words));

it("stops before a line stands for a world of files", () => {
  try {
    expandBraces("{a,b}".repeat(20));
    expect.unreachable();
  } catch (error) {
    expect(isFailure(error, "build/too-many-words")).toBe(true);
  }
});
