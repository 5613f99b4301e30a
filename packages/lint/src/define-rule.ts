/** The shape of a rule: identity, words, examples, code. One rule, one file; the examples are its tests and its page. */

import type { Recipe } from "@deftools/recipe";
import type { Span, TextEdit } from "@deftools/text";
import type { FixSafety, Severity } from "./finding.ts";

/** The data a rule's message is made of. */
export type RuleData = Readonly<Record<string, string | number | boolean>>;

interface RuleIdentity<Data extends RuleData> {
  readonly code: `DEF${number}`;
  /** Kebab-case; names the bad thing. */
  readonly name: string;
  readonly severity: Severity;
  /** Off unless a configuration switches it on. */
  readonly off?: true;
  /** One sentence for tables. */
  readonly summary: string;
  /** Why it matters, in Markdown. */
  readonly why: string;
  /** https addresses; at least one. */
  readonly sources: readonly [string, ...string[]];
  readonly message: (data: Data) => string;
  readonly good: readonly [string, ...string[]];
}

/** Tells of one finding; `edits` are the fix, for rules that have one. */
export type Report<Data extends RuleData> = (span: Span, data: Data, edits?: readonly TextEdit[]) => void;

/** A rule that can only tell. */
export interface PlainRule<Data extends RuleData = RuleData> extends RuleIdentity<Data> {
  readonly bad: readonly [string, ...string[]];
  readonly fix?: never;
  readonly check: (recipe: Recipe, report: Report<Data>) => void;
}

/** A rule that can mend what it finds; each bad example says what it becomes. */
export interface FixingRule<Data extends RuleData = RuleData> extends RuleIdentity<Data> {
  readonly fix: { readonly title: string; readonly safety: FixSafety };
  readonly bad: readonly [FixExample, ...FixExample[]];
  readonly check: (recipe: Recipe, report: Report<Data>) => void;
}

export interface FixExample {
  readonly before: string;
  readonly after: string;
}

export type Rule<Data extends RuleData = RuleData> = PlainRule<Data> | FixingRule<Data>;

/** Any rule, whatever its data: what engines and tables hold. */
// biome-ignore lint/suspicious/noExplicitAny: the data type is known inside the rule only; the engine passes it through.
export type AnyRule = Rule<any>;

/** Gives a rule its type. */
export const defineRule = <Data extends RuleData>(rule: Rule<Data>): Rule<Data> => rule;
