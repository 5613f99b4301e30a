/** Laws of the engine: the order of rules does not matter, and mending comes to rest without breaking anything. */

import { parse } from "@deftools/grammar";
import { type AnyRule, fixAll, lint } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { understand } from "@deftools/recipe";
import { readMarks } from "@deftools/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const examples = rules.flatMap((rule) => [
  ...(rule.fix ? rule.bad.map(({ before }) => before) : rule.bad),
  ...rule.good,
]);
const lines = examples.flatMap((example) => readMarks(example).text.split("\n"));

/** Recipes that nobody wrote: lines of all examples in any order. */
const recipe = fc
  .array(fc.constantFrom(...lines), { maxLength: 40 })
  .chain((body) => fc.constantFrom("\n", "\r\n").map((end) => body.join(end)));

const findings = (text: string, chosen: readonly AnyRule[] = rules) => lint(understand(parse(text)), chosen);

describe("lint", () => {
  it("does not depend on the order of rules", () => {
    fc.assert(
      fc.property(recipe, fc.shuffledSubarray([...rules], { minLength: rules.length }), (text, shuffled) => {
        expect(findings(text, shuffled)).toEqual(findings(text));
      }),
    );
  });
  it("reports in file order, inside the file, each place once", () => {
    fc.assert(
      fc.property(recipe, (text) => {
        const found = findings(text);
        const keys = found.map(({ code, message, span }) => `${span.start} ${span.end} ${code} ${message}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const [index, { span }] of found.entries()) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect((found[index - 1]?.span.start ?? 0) <= span.start).toBe(true);
        }
      }),
    );
  });
});

describe("fixAll", () => {
  it("ends lines as the text does", () => {
    for (const rule of rules)
      for (const { before } of rule.fix ? rule.bad : []) {
        const { text } = readMarks(before);
        if (text.includes("\r")) continue;
        const alone = rule.judge ? rules : [rule];
        const mended = fixAll(text.replaceAll("\n", "\r\n"), alone, { safety: "unsafe" });
        expect(mended.text, before).not.toMatch(/(?<!\r)\n/);
      }
  });
  it.each(["safe", "unsafe"] as const)("comes to rest, and adds no problem (%s)", (safety) => {
    fc.assert(
      fc.property(recipe, (text) => {
        const mended = fixAll(text, rules, { safety });
        expect(fixAll(mended.text, rules, { safety })).toEqual({ ...mended, applied: 0 });
        expect(parse(mended.text).problems.length).toBeLessThanOrEqual(parse(text).problems.length);
      }),
    );
  });
});
