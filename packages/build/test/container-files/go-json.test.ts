/** JSON to the byte as Go writes it. */

import { expect, it } from "vitest";
import { goJson, sortedByKey } from "../../src/container-files/go-json.ts";

it("escapes what a browser could take for markup, and the two line ends of Unicode", () => {
  expect(goJson({ a: '<&>\u2028\u2029"\\\n' })).toBe('{"a":"\\u003c\\u0026\\u003e\\u2028\\u2029\\"\\\\\\n"}');
});
it("indents with tabs", () => {
  expect(goJson({ a: 1 }, { indent: "\t" })).toBe('{\n\t"a": 1\n}');
});
it("sorts by bytes, not by UTF-16 units", () => {
  expect(
    Object.keys(
      sortedByKey(
        new Map([
          ["\u{1F600}", 1],
          ["\uFF21", 2],
        ]),
      ),
    ),
  ).toEqual(["\uFF21", "\u{1F600}"]);
});
