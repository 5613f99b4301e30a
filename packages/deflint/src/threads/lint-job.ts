/** What a thread is told and asked: how to look, by a number that many texts share, and texts. */

import { parse } from "@deftools/grammar";
import { type AnyRule, type Effective, type Finding, lint } from "@deftools/lint";
import { understand } from "@deftools/recipe";

/** How to look, as far as it can be sent: rules by their codes. */
export interface JobSettings {
  readonly codes: readonly string[];
  readonly settings: Pick<Effective["settings"], "severities" | "options" | "site">;
  readonly ignoreSuppressions: boolean;
}

export type LintMessage =
  | { readonly kind: "settings"; readonly by: number; readonly settings: JobSettings }
  | { readonly kind: "text"; readonly by: number; readonly text: string; readonly number: number };

export interface LintAnswer {
  readonly findings: readonly Finding[];
  /** What rules threw, in words. */
  readonly mistakes: readonly string[];
}

/** Answers one message after the other, with the rules there are; only texts have answers. */
export const answering = (
  catalogue: readonly AnyRule[],
): ((message: LintMessage) => LintAnswer | undefined) => {
  const known = new Map<number, { readonly rules: readonly AnyRule[]; readonly told: JobSettings }>();
  return (message) => {
    if (message.kind === "settings") {
      const codes = new Set(message.settings.codes);
      const rules = catalogue.filter(({ code }) => codes.has(code));
      known.set(message.by, { rules, told: message.settings });
      return undefined;
    }
    const { rules = [], told } = known.get(message.by) ?? {};
    const mistakes: string[] = [];
    const findings = lint(understand(parse(message.text)), rules, {
      ...told?.settings,
      catalogue,
      ignoreSuppressions: told?.ignoreSuppressions === true,
      onMistake: (_rule, error) =>
        mistakes.push(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    });
    return { findings, mistakes };
  };
};
