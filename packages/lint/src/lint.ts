/** Runs rules over a recipe, and hides what its comments suppress. */

import type { Recipe } from "@deftools/recipe";
import type { TextEdit } from "@deftools/text";
import type { AnyRule, Report, RuleData, RuleOptions } from "./define-rule.ts";
import type { Finding, Fix, Severity } from "./finding.ts";
import { defaultSite, type Site } from "./site.ts";
import { suppressionsIn } from "./suppressions.ts";
import { sift, siftMeta } from "./suppressions-judged.ts";

/** What may differ from the rules' own words. Everything absent is as the rule says. */
export interface LintSettings {
  /** By code. */
  readonly severities?: ReadonlyMap<string, Severity>;
  /** By code; what is absent has its default. */
  readonly options?: ReadonlyMap<string, RuleOptions>;
  readonly site?: Site;
  /** All rules there are, so that suppressions of rules that do not run are not taken for mistakes. */
  readonly catalogue?: readonly AnyRule[];
  /** Findings of others about the same file (ShellCheck): they are sorted in and can be suppressed. */
  readonly foreign?: readonly Finding[];
  /** Comments hide nothing. */
  readonly ignoreSuppressions?: boolean;
  /** Told of a rule that threw; the others go on. Without it the mistake is thrown. */
  readonly onMistake?: (rule: AnyRule, error: unknown) => void;
}

/** All findings of `rules`, in file order: by start, end, code and message, whatever the order of the rules. */
export const lint = (
  recipe: Recipe,
  rules: readonly AnyRule[],
  settings: LintSettings = {},
): readonly Finding[] => {
  const own: Finding[] = [];
  const site = settings.site ?? defaultSite;
  for (const rule of rules) {
    try {
      rule.check?.(recipe, reporter(rule, settings, own), optionsOf(rule, settings), site);
    } catch (error) {
      forgive(rule, error, settings);
    }
  }
  const findings = [...own, ...foreignOf(settings, rules, own)];
  if (settings.ignoreSuppressions) return findings.sort(inFileOrder);

  const suppressions = suppressionsIn(recipe);
  const { shown, judged } = sift(findings, suppressions, {
    ran: rules,
    catalogue: settings.catalogue ?? rules,
    foreign: settings.foreign !== undefined,
  });
  const meta: Finding[] = [];
  for (const rule of judged.length === 0 ? [] : rules) {
    try {
      rule.judge?.(judged, reporter(rule, settings, meta), optionsOf(rule, settings), recipe);
    } catch (error) {
      forgive(rule, error, settings);
    }
  }
  return [...shown, ...siftMeta(meta, suppressions)].sort(inFileOrder);
};

/** Without what a rule of ours has told at the same place, which knows the engine: it names the other's page among its sources. */
const foreignOf = (
  { foreign = [] }: LintSettings,
  rules: readonly AnyRule[],
  own: readonly Finding[],
): readonly Finding[] => {
  if (foreign.length === 0) return foreign;
  const sources = new Map(rules.map((rule) => [rule.code as string, rule.sources]));
  return foreign.filter(
    ({ url, span }) =>
      !own.some(
        (told) =>
          told.span.start <= span.end &&
          span.start <= told.span.end &&
          sources.get(told.code)?.includes(url) === true,
      ),
  );
};

/** The rules that run unless a configuration says otherwise. */
export const rulesOn = (rules: readonly AnyRule[]): readonly AnyRule[] => rules.filter((rule) => !rule.off);

/** The options of a rule: those set, over its defaults. */
export const optionsOf = (
  { code, options }: AnyRule,
  settings: Pick<LintSettings, "options">,
): RuleOptions =>
  options === undefined
    ? NONE
    : {
        ...Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default])),
        ...settings.options?.get(code),
      };

/** Most rules have no options. */
const NONE: RuleOptions = {};

/** @throws the error, when nobody wants to be told */
const forgive = (rule: AnyRule, error: unknown, { onMistake }: LintSettings): void => {
  if (!onMistake) throw error;
  onMistake(rule, error);
};

const reporter =
  (rule: AnyRule, { severities }: LintSettings, findings: Finding[]): Report<RuleData> =>
  (span, data, edits) => {
    const fix = fixOf(rule, edits);
    findings.push({
      code: rule.code,
      name: rule.name,
      severity: severities?.get(rule.code) ?? rule.severity,
      message: rule.message(data),
      span,
      url: rule.sources[0],
      ...(fix ? { fix } : {}),
    });
  };

const fixOf = (rule: AnyRule, edits: readonly TextEdit[] | undefined): Fix | undefined =>
  rule.fix && edits ? { ...rule.fix, edits } : undefined;

const inFileOrder = (a: Finding, b: Finding): number =>
  a.span.start - b.span.start ||
  a.span.end - b.span.end ||
  compare(a.code, b.code) ||
  compare(a.message, b.message);

const compare = (a: string, b: string): number => Number(b < a) - Number(a < b);
