/** Which rules look at a text, and with what options. */

import { type AnyRule, type LintSettings, rulesOn } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";

/** What configuration files and settings come to for one text. */
export interface Judging {
  readonly rules: readonly AnyRule[];
  readonly settings: LintSettings;
}

/** Where nobody says anything. */
export const defaultJudging: Judging = { rules: rulesOn(rules), settings: { catalogue: rules } };
