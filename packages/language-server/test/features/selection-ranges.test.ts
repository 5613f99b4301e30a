/** Expanding the selection: from the word to the file, every step around the one before. */

import { readMarks } from "@deftools/testkit";
import { covers, textAt } from "@deftools/text";
import fc from "fast-check";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { selectionRanges } from "../../src/features/selection-ranges.ts";

/** What is selected step by step, the whole file left out. */
const steps = (marked: string): readonly string[] => {
  const { text, cursor = 0 } = readMarks(marked);
  return selectionRanges(analyze(text).recipe, cursor)
    .map((span) => textAt(text, span))
    .slice(0, -1);
};

test("in a script", () => {
  expect(steps('%post\n    cd /x && echo "a $HO‸ME b" c\n    true\n')).toEqual([
    "HOME",
    "$HOME",
    '"a $HOME b"',
    'echo "a $HOME b" c',
    'cd /x && echo "a $HOME b" c',
    'cd /x && echo "a $HOME b" c\n    true',
    '%post\n    cd /x && echo "a $HOME b" c\n    true',
  ]);
});

test("a command that goes on over lines, before the lines", () => {
  expect(steps("%post\n    a \\\n      && b‸c d \\\n      e\n").slice(0, 3)).toEqual([
    "bc",
    "bc d \\\n      e",
    "a \\\n      && bc d \\\n      e",
  ]);
  expect(steps("%post\n    cat <<E\n  some te‸xt\nE\n").slice(0, 2)).toEqual(["text", "some text"]);
});

test("in a header and in a list of files", () => {
  const text = "Bootstrap: docker\nFrom: ubu‸ntu:22.04\n\n%files\n    a b\n";
  expect(steps(text)).toEqual([
    "ubuntu",
    "ubuntu:22.04",
    "From: ubuntu:22.04",
    "Bootstrap: docker\nFrom: ubuntu:22.04",
    "Bootstrap: docker\nFrom: ubuntu:22.04\n\n%files\n    a b",
  ]);
  expect(steps(text.replace("‸", "").replace("a b", "/a‸.txt b")).slice(0, 3)).toEqual([
    "a",
    "/a.txt",
    "/a.txt b",
  ]);
});

test("always a chain around the place, up to the file", () => {
  const parts = fc.constantFrom(
    "%post\n",
    "    echo $A\n",
    "Bootstrap: docker\n",
    "%files\n",
    "a b\n",
    "{{ x }}",
    "\n",
    "cat <<E\nx\nE\n",
    "if true; then\n",
  );
  fc.assert(
    fc.property(
      fc.array(parts).map((each) => each.join("")),
      fc.nat(200),
      (text, place) => {
        const offset = Math.min(place, text.length);
        const chain = selectionRanges(analyze(text).recipe, offset);
        expect(chain.at(-1)).toEqual({ start: 0, end: text.length });
        for (const [at, span] of chain.entries()) {
          expect(covers(span, { start: offset, end: offset })).toBe(true);
          expect(covers(chain[at + 1] ?? span, span)).toBe(true);
        }
      },
    ),
  );
});
