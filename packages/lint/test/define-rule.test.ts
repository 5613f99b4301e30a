/** The types of rules keep authors honest; each `@ts-expect-error` fails the type check when they stop doing so. */

import { defineRule } from "@deftools/lint";
import { describe, expect, it } from "vitest";

const words = {
  code: "DEF900",
  name: "bad-thing",
  severity: "warning",
  summary: "A thing is bad.",
  why: "It breaks.",
  sources: ["https://example.org/"],
  message: () => "bad thing",
  good: ["Bootstrap: scratch\n"],
  check: () => {},
} as const;
const plain = { ...words, bad: ["«x»"] } as const;
const fixing = {
  ...words,
  fix: { title: "mend it", safety: "safe" },
  bad: [{ before: "«x»", after: "y" }],
} as const;

describe("defineRule", () => {
  it("gives back the rule", () => {
    expect(defineRule(plain)).toBe(plain);
    expect(defineRule(fixing)).toBe(fixing);
  });
  it("is refused by the compiler when a part is missing or misshapen", () => {
    const rules = [
      // @ts-expect-error the code has another shape
      defineRule({ ...plain, code: "SC2086" }),
      // @ts-expect-error no bad example
      defineRule({ ...plain, bad: [] }),
      // @ts-expect-error no good example
      defineRule({ ...plain, good: [] }),
      // @ts-expect-error no source
      defineRule({ ...plain, sources: [] }),
      // @ts-expect-error a severity that does not exist
      defineRule({ ...plain, severity: "fatal" }),
      // @ts-expect-error a rule with a fix says what becomes of each bad example
      defineRule({ ...fixing, bad: ["«x»"] }),
      // @ts-expect-error a rule without a fix cannot
      defineRule({ ...plain, bad: [{ before: "«x»", after: "y" }] }),
      // @ts-expect-error the message is made of what is reported
      defineRule<{ readonly image: string }>({ ...plain, message: ({ tag }) => tag }),
      defineRule<{ readonly image: string }>({
        ...plain,
        // @ts-expect-error what is reported is what the message is made of
        check: (recipe, report) => report(recipe.file.span, { tag: "x" }),
      }),
      defineRule<Record<string, never>>({
        ...plain,
        // @ts-expect-error options are declared with their type
        options: { hosts: { default: ["x"], summary: "Hosts." } },
      }),
      // @ts-expect-error a rule with an option type gives the defaults
      defineRule<Record<string, never>, { readonly hosts: readonly string[] }>(plain),
      defineRule<Record<string, never>, { readonly hosts: readonly string[] }>({
        ...plain,
        // @ts-expect-error a default has the type of its option
        options: { hosts: { default: 1, summary: "Hosts." } },
      }),
      // @ts-expect-error a rule looks at the recipe or judges the suppressions, not both
      defineRule({ ...plain, judge: () => {} }),
    ];
    expect(rules).toHaveLength(13);
  });
});
