/** How fixes settle: overlapping ones in turn, endless ones cut off, unsafe ones only on demand. */

import { parse } from "@deftools/grammar";
import { type AnyRule, defineRule, fixAll, lint, rulesOn } from "@deftools/lint";
import { understand } from "@deftools/recipe";
import { describe, expect, it } from "vitest";

/** A rule that replaces the first match of a pattern in the text. */
const replacing = (
  code: `DEF${number}`,
  pattern: RegExp,
  by: string,
  safety: "safe" | "unsafe" = "safe",
  more: { readonly off?: true } = {},
): AnyRule =>
  defineRule<Record<never, string>>({
    code,
    name: `rule-${code.toLowerCase()}`,
    severity: "warning",
    summary: "A pattern is there.",
    why: "It is a test.",
    sources: ["https://example.org/"],
    message: () => "found",
    fix: { title: "replace it", safety },
    bad: [{ before: "«x»", after: "y" }],
    good: ["y"],
    ...more,
    check: ({ file }, report) => {
      const match = pattern.exec(file.text);
      if (!match) return;
      const span = { start: match.index, end: match.index + match[0].length };
      report(span, {}, [{ span, text: by }]);
    },
  });

describe("fixAll", () => {
  it("lets the earlier of two touching fixes go first, and the other when it is still needed", () => {
    const rules = [replacing("DEF901", /ab/, "x"), replacing("DEF902", /b+c/, "y")];
    expect(fixAll("abbc", rules, { safety: "safe" })).toMatchObject({ text: "xy", applied: 2, findings: [] });
  });
  it("applies what does not touch in one round", () => {
    const rules = [replacing("DEF901", /a/, "x"), replacing("DEF902", /c/, "y")];
    expect(fixAll("abc", rules, { safety: "safe" })).toMatchObject({ text: "xby", applied: 2 });
  });
  it("gives up on a fix that never settles", () => {
    const { text, applied } = fixAll("a", [replacing("DEF901", /a/, "aa")], { safety: "safe" });
    expect({ text, applied }).toEqual({ text: "a".repeat(6), applied: 5 });
  });
  it("leaves unsafe fixes alone unless asked", () => {
    const rules = [replacing("DEF901", /a/, "x", "unsafe")];
    expect(fixAll("a", rules, { safety: "safe" })).toMatchObject({ text: "a", applied: 0 });
    expect(fixAll("a", rules, { safety: "unsafe" })).toMatchObject({ text: "x", applied: 1 });
  });
  it("is content with a fix that changes nothing", () => {
    expect(fixAll("a", [replacing("DEF901", /a/, "a")], { safety: "safe" })).toMatchObject({
      text: "a",
      applied: 0,
    });
  });
});

describe("lint", () => {
  it("sorts by place, then by code", () => {
    const rules = [replacing("DEF903", /b/, ""), replacing("DEF902", /a/, ""), replacing("DEF901", /a/, "")];
    expect(lint(understand(parse("ab")), rules).map(({ code }) => code)).toEqual([
      "DEF901",
      "DEF902",
      "DEF903",
    ]);
  });
  it("tells rules that are on from those that must be switched on", () => {
    const on = replacing("DEF901", /a/, "");
    expect(rulesOn([on, replacing("DEF902", /a/, "", "safe", { off: true })])).toEqual([on]);
  });
});
