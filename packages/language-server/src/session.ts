/** The texts that are open in an editor, each with its analysis; a text is analyzed anew only when something about it changed. */

import type { Finding } from "@deftools/lint";
import { type Analysis, analyze, judgeAgain } from "./analysis.ts";
import { carriedFindings } from "./carried-findings.ts";
import { defaultJudging, type Judging } from "./judging.ts";
import { ScriptTrees } from "./script-trees.ts";

/** One version of an open text. */
export interface OpenText {
  readonly uri: string;
  readonly version: number;
  /** Tells analyses apart across versions, closing and opening again: equal only if text, rules and what others found are the same. */
  readonly revision: number;
  readonly analysis: Analysis;
}

interface Kept {
  readonly text: OpenText;
  readonly trees: ScriptTrees;
}

/** All open texts of one client. */
export class Session {
  readonly #open = new Map<string, Kept>();
  #revisions = 0;

  /** Takes the text of a version, be it just opened or changed. */
  put(uri: string, version: number, text: string): OpenText {
    const before = this.#open.get(uri);
    const trees = before?.trees ?? new ScriptTrees();
    const known = before?.text.analysis;
    if (before && known?.text === text) return this.#keep(uri, { trees, text: { ...before.text, version } });
    const analysis = analyze(text, {
      trees,
      judging: known?.judging ?? defaultJudging,
      foreign: known?.foreign && carriedFindings(known.foreign, known.text, text),
    });
    return this.#keep(uri, { trees, text: { uri, version, revision: ++this.#revisions, analysis } });
  }

  /** Looks at a text by other rules. Whether that is news. */
  judge(uri: string, judging: Judging): boolean {
    const analysis = this.#open.get(uri)?.text.analysis;
    if (!analysis || analysis.judging === judging) return false;
    return this.#look(uri, { judging, foreign: analysis.foreign });
  }

  /** Takes what others found in a text as it was at a revision, or that they look no more. Whether it is still that, and news. */
  hear(uri: string, text: string, foreign: readonly Finding[] | undefined): boolean {
    const analysis = this.#open.get(uri)?.text.analysis;
    if (!analysis || analysis.text !== text) return false;
    if (JSON.stringify(analysis.foreign) === JSON.stringify(foreign)) return false;
    return this.#look(uri, { judging: analysis.judging, foreign });
  }

  get(uri: string): OpenText | undefined {
    return this.#open.get(uri)?.text;
  }

  /** Forgets a text and all that was worked out about it. */
  close(uri: string): void {
    this.#open.delete(uri);
  }

  #look(uri: string, options: Parameters<typeof judgeAgain>[1]): boolean {
    const before = this.#open.get(uri);
    if (!before) return false;
    const analysis = judgeAgain(before.text.analysis, options);
    this.#keep(uri, { ...before, text: { ...before.text, revision: ++this.#revisions, analysis } });
    return true;
  }

  #keep(uri: string, kept: Kept): OpenText {
    this.#open.set(uri, kept);
    return kept.text;
  }
}
