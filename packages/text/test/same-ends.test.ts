/** Where a change begins, and where it ends. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { sameEnds } from "../src/index.ts";

test.each([
  ["", "", 0, 0],
  ["abc", "abc", 3, 0],
  ["abc", "axc", 1, 1],
  ["aa", "aaa", 2, 0],
  ["abab", "ab", 2, 0],
])("%j and %j", (a, b, front, back) => expect(sameEnds(a, b)).toEqual({ front, back }));

test("law: what is between them makes one text of the other, and nothing of it is the same", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
  fc.assert(
    fc.property(letters, letters, (a, b) => {
      const { front, back } = sameEnds(a, b);
      expect(a.slice(0, front) + b.slice(front, b.length - back) + a.slice(a.length - back)).toBe(b);
      const [left, right] = [a.slice(front, a.length - back), b.slice(front, b.length - back)];
      if (left !== "" && right !== "") {
        expect(left[0]).not.toBe(right[0]);
        expect(left.at(-1)).not.toBe(right.at(-1));
      }
    }),
  );
});
