/** The door of the room: define rules, run them, mend. */

export type { AnyRule, FixExample, FixingRule, PlainRule, Report, Rule, RuleData } from "./define-rule.ts";
export { defineRule } from "./define-rule.ts";
export type { Finding, FixSafety, Severity } from "./finding.ts";
export { lint } from "./lint.ts";
