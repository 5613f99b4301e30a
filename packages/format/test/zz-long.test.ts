/** The laws of the formatter, on recipes put together at random from lines that mean something somewhere. */

import { parse } from "@deftools/grammar";
import { applyEdits } from "@deftools/text";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type FormatOptions, format, propose } from "../src/format.ts";
import { meaningOf } from "../src/meaning.ts";

const words = [
  ..."Bootstrap: docker|bootstrap:x| Bootstrap : y|From : debian|  FROM:debian # base|OtherURL3:u|colour: red|no colon".split(
    "|",
  ),
  ..."Include: a \\|  b \\|c|Include: \\|# plain|  # indented|#From: x|%post|%post |%POST -e|%files|%Files |%files  ".split(
    "|",
  ),
  ..."%files from a|%LABELS |%arguments|%environment|%help|%apprun a|%appfiles a|%Nonsense| %post|% post|a  b|\ta\tb ".split(
    "|",
  ),
  ...`  "x y"   z|"|'a  b'  c|{{ A }}   b  c|a   {{B}}  c|A = 1|B=|  C  =  two  words |{{|}}|`.split("|"),
];
const blank = fc.constantFrom("", "  ", "\t");
const line = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...words) }, blank);
const recipe = fc
  .tuple(
    fc.array(line, { maxLength: 14 }),
    fc.constantFrom("\n", "\r\n"),
    fc.constantFrom("", "\n", "\r", "  "),
  )
  .map(([lines, lineEnd, end]) => lines.join(lineEnd) + end);
const headed = recipe.map((text) => `Bootstrap: docker\n${text}`);
const anyText = fc.oneof(recipe, headed, fc.string({ unit: "binary" }));
const options: fc.Arbitrary<FormatOptions> = fc.record(
  {
    indent: fc.constantFrom("", "  ", "\t"),
    arguments: fc.constantFrom("keep" as const, "tidy" as const),
  },
  { requiredKeys: [] },
);

const formatted = (text: string, chosen: FormatOptions): string => applyEdits(text, format(text, chosen));

it("no engine reads anything else afterwards, and the net below is not what sees to it", () => {
  fc.assert(
    fc.property(anyText, options, (text, chosen) => {
      const counted = { arguments: chosen.arguments ?? "keep" };
      const proposed = applyEdits(text, propose(parse(text), chosen));
      expect(meaningOf(proposed, counted)).toEqual(meaningOf(text, counted));
      expect(formatted(text, chosen)).toBe(proposed);
    }),
    { numRuns: 20000 },
  );
});

it("no engine reads anything else whatever the placeholders are given", () => {
  const value = fc.constantFrom("", "x", "a  b", '"', "'", "a #", "a \\", "\n%post", "x\nFrom: y", " b ");
  fc.assert(
    fc.property(headed, value, value, (text, a, b) => {
      const counted = { arguments: "keep", given: { pairs: [`A=${a}`, `B=${b}`] } } as const;
      expect(meaningOf(formatted(text, {}), counted)).toEqual(meaningOf(text, counted));
    }),
    { numRuns: 20000 },
  );
});

it("formatting twice is formatting once", () => {
  fc.assert(
    fc.property(anyText, options, (text, chosen) => {
      expect(format(formatted(text, chosen), chosen)).toEqual([]);
    }),
    { numRuns: 20000 },
  );
});

it("files with CR LF keep it in every line", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), (lines) => {
      const text = lines.map((one) => `${one}\r\n`).join("");
      expect(formatted(text, {})).not.toMatch(/(?<!\r)\n/);
    }),
  );
});

it("nothing but blanks, line ends and case changes", () => {
  const bare = (text: string): string => text.replace(/[ \t\r\n]/g, "").toLowerCase();
  fc.assert(
    fc.property(anyText, options, (text, chosen) => {
      expect(bare(formatted(text, chosen))).toBe(bare(text));
    }),
  );
});
