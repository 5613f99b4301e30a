/** The shape of a rule: identity, words, examples, code. One rule, one file; the examples are its tests and its page. */

import type { Recipe } from "@deftools/recipe";
import type { Span, TextEdit } from "@deftools/text";
import type { FixSafety, Severity } from "./finding.ts";
import type { Site } from "./site.ts";
import type { JudgedSuppression } from "./suppressions-judged.ts";

/** The data a rule's message is made of. */
export type RuleData = Readonly<Record<string, string | number | boolean>>;

/** What a configuration may set of a rule; each value has the type of its default. */
export type RuleOptions = Readonly<Record<string, OptionValue>>;
export type OptionValue = string | number | boolean | readonly string[];

/** The options of a rule by name: what holds unless somebody says otherwise, and one sentence on what it does. */
export type OptionTable<Options extends RuleOptions> = {
  readonly [Name in keyof Options]: { readonly default: Options[Name]; readonly summary: string };
};

/** A rule that declares an option type must give its table; any other must not. */
type OptionsOf<Options extends RuleOptions> = string extends keyof Options
  ? { readonly options?: never }
  : { readonly options: OptionTable<Options> };

interface RuleIdentity<Data extends RuleData> {
  /** `DEF` is for the rules of this house; those of others begin with `X`. */
  readonly code: `DEF${number}` | `X${string}`;
  /** Kebab-case; names the bad thing. */
  readonly name: string;
  readonly severity: Severity;
  /** Off unless a configuration switches it on; a profile named here does, and `all` does. */
  readonly off?: true | "strict" | "hpc";
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

/** Looks at a recipe; or, when all others have run, at the suppressions in it. */
type Sight<Data extends RuleData, Options extends RuleOptions> =
  | {
      readonly check: (recipe: Recipe, report: Report<Data>, options: Options, site: Site) => void;
      readonly judge?: never;
    }
  | {
      readonly check?: never;
      readonly judge: (
        suppressions: readonly JudgedSuppression[],
        report: Report<Data>,
        options: Options,
        recipe: Recipe,
      ) => void;
    };

/** A rule that can only tell. */
interface Telling {
  readonly bad: readonly [string, ...string[]];
  readonly fix?: never;
}

/** A rule that can mend what it finds; each bad example says what it becomes. */
interface Mending {
  readonly fix: { readonly title: string; readonly safety: FixSafety };
  readonly bad: readonly [FixExample, ...FixExample[]];
}

export interface FixExample {
  readonly before: string;
  readonly after: string;
}

type RuleBody<Data extends RuleData, Options extends RuleOptions> = RuleIdentity<Data> &
  (Telling | Mending) &
  Sight<Data, Options>;

export type Rule<Data extends RuleData = RuleData, Options extends RuleOptions = RuleOptions> = RuleBody<
  Data,
  Options
> &
  OptionsOf<Options>;

/** Any rule, whatever its data: what engines and tables hold. */
// biome-ignore lint/suspicious/noExplicitAny: data and options are known inside the rule only; the engine passes them through.
export type AnyRule = RuleBody<any, any> & { readonly options?: OptionTable<RuleOptions> };

/** Gives a rule its type. */
export const defineRule = <Data extends RuleData, Options extends RuleOptions = RuleOptions>(
  rule: Rule<Data, Options>,
): Rule<Data, Options> => rule;
