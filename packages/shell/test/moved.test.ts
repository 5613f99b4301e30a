/** A moved tree is the tree of the moved text. */

import { movedScript, parseScript } from "@deftools/shell";
import fc from "fast-check";
import { expect, test } from "vitest";

const pieces = fc.constantFrom(
  "a=1 b \"$c d\" 'e'\n",
  "if x; then y; fi\n",
  "cat <<END\n$x `y`\nEND\n",
  "f() { g | h; }\n",
  "for i in $(ls); do echo ${i%.c}; done # note\n",
  "echo {{ v }} $((x + 1))\n",
  "case $x in a) b;; esac\r\n",
  "[[ a == b ]] && (\n",
  "'",
  ")",
);

test("whatever the script and wherever it goes", () => {
  fc.assert(
    fc.property(fc.array(pieces), fc.nat(50), (parts, by) => {
      const body = parts.join("");
      const trees = [0, by].map((start) => {
        const masked = [...body.matchAll(/\{\{ v \}\}/g)].map(({ index }) => ({
          start: start + index,
          end: start + index + 7,
        }));
        return parseScript(" ".repeat(start) + body, { start, end: start + body.length }, { masked });
      });
      const [here, there] = trees;
      expect(here && movedScript(here, by)).toEqual(there);
    }),
  );
});

test("a tree that stays is the same one", () => {
  const script = parseScript("true\n", { start: 0, end: 5 });
  expect(movedScript(script, 0)).toBe(script);
});
