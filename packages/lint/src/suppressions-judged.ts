/** Which findings suppressions hide, and which of them hide nothing. */

import type { Word } from "@deftools/grammar";
import type { AnyRule } from "./define-rule.ts";
import type { Finding } from "./finding.ts";
import type { Suppression } from "./suppressions.ts";

/** A suppression after the run: what rules such as "unused suppression" look at. */
export interface JudgedSuppression extends Suppression {
  readonly selectors: readonly JudgedSelector[];
  /** For suppressions of every rule: whether something was hidden. */
  readonly used: boolean;
}

/** One code or name of a suppression. */
export interface JudgedSelector {
  readonly word: Word;
  /** `known` is that of a rule that did not run, so that nobody can tell whether it is needed. */
  readonly state: "used" | "unused" | "known" | "unknown";
}

/** What was found, split by the suppressions. */
export interface Sifted {
  readonly shown: readonly Finding[];
  readonly judged: readonly JudgedSuppression[];
}

/** `ran` are the rules of this run, `catalogue` all there are; codes of ShellCheck ran if `foreign` says so. */
export const sift = (
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  {
    ran,
    catalogue,
    foreign,
  }: {
    readonly ran: readonly AnyRule[];
    readonly catalogue: readonly AnyRule[];
    readonly foreign: boolean;
  },
): Sifted => {
  if (suppressions.length === 0) return { shown: findings, judged: [] };
  const usedWords = new Set<Word>();
  const usedBlankets = new Set<Suppression>();
  const shown = findings.filter((finding) => {
    let hidden = false;
    for (const suppression of suppressions) {
      if (!reaches(suppression, finding)) continue;
      const words = suppression.rules.filter(({ text }) => names(text, finding));
      for (const word of words) usedWords.add(word);
      if (suppression.rules.length === 0) usedBlankets.add(suppression);
      hidden ||= words.length > 0 || suppression.rules.length === 0;
    }
    return !hidden;
  });
  const selectorOf = (word: Word): JudgedSelector => {
    if (usedWords.has(word)) return { word, state: "used" };
    if (/^SC\d{4}$/i.test(word.text)) return { word, state: foreign ? "unused" : "known" };
    const rule = catalogue.find((each) => names(word.text, each));
    if (rule) return { word, state: !rule.judge && ran.includes(rule) ? "unused" : "known" };
    return { word, state: "unknown" };
  };
  const judged = suppressions.map((suppression) => ({
    ...suppression,
    selectors: suppression.rules.map(selectorOf),
    used: usedBlankets.has(suppression) || usedWordsOf(suppression, usedWords),
  }));
  return { shown, judged };
};

/** What the rules about suppressions found is hidden only by suppressions that name the rule. */
export const siftMeta = (
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
): readonly Finding[] =>
  findings.filter(
    (finding) =>
      !suppressions.some(
        (suppression) =>
          reaches(suppression, finding) && suppression.rules.some(({ text }) => names(text, finding)),
      ),
  );

const usedWordsOf = ({ rules }: Suppression, used: ReadonlySet<Word>): boolean =>
  rules.some((word) => used.has(word));

const reaches = ({ covers: { start, end } }: Suppression, { span }: Finding): boolean =>
  start <= span.start && span.start < end;

const names = (text: string, { code, name }: { readonly code: string; readonly name: string }): boolean =>
  text.toUpperCase() === code || text.toLowerCase() === name;
