/** Runs rules over a recipe. */

import type { Recipe } from "@deftools/recipe";
import type { TextEdit } from "@deftools/text";
import type { AnyRule } from "./define-rule.ts";
import type { Finding, Fix } from "./finding.ts";

/** All findings of `rules`, in file order: by start, end, code and message, whatever the order of the rules. */
export const lint = (recipe: Recipe, rules: readonly AnyRule[]): readonly Finding[] => {
  const findings: Finding[] = [];
  for (const rule of rules) {
    rule.check(recipe, (span, data, edits) => {
      const fix = fixOf(rule, edits);
      findings.push({
        code: rule.code,
        name: rule.name,
        severity: rule.severity,
        message: rule.message(data),
        span,
        url: rule.sources[0],
        ...(fix ? { fix } : {}),
      });
    });
  }
  return findings.sort(inFileOrder);
};

/** The rules that run unless a configuration says otherwise. */
export const rulesOn = (rules: readonly AnyRule[]): readonly AnyRule[] => rules.filter((rule) => !rule.off);

const fixOf = (rule: AnyRule, edits: readonly TextEdit[] | undefined): Fix | undefined =>
  rule.fix && edits ? { ...rule.fix, edits } : undefined;

const inFileOrder = (a: Finding, b: Finding): number =>
  a.span.start - b.span.start ||
  a.span.end - b.span.end ||
  compare(a.code, b.code) ||
  compare(a.message, b.message);

const compare = (a: string, b: string): number => Number(b < a) - Number(a < b);
