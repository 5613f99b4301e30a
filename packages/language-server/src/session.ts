/** The texts that are open in an editor, each with its analysis; a text is analyzed anew only when it changed. */

import { type Analysis, analyze } from "./analysis.ts";
import { ScriptTrees } from "./script-trees.ts";

/** One version of an open text. */
export interface OpenText {
  readonly uri: string;
  readonly version: number;
  /** Tells texts apart across versions, closing and opening again: equal only if the text is the same. */
  readonly revision: number;
  readonly analysis: Analysis;
}

/** All open texts of one client. */
export class Session {
  readonly #open = new Map<string, { readonly text: OpenText; readonly trees: ScriptTrees }>();
  #revisions = 0;

  /** Takes the text of a version, be it just opened or changed. */
  put(uri: string, version: number, text: string): OpenText {
    const before = this.#open.get(uri);
    const trees = before?.trees ?? new ScriptTrees();
    const opened: OpenText =
      before?.text.analysis.text === text
        ? { ...before.text, version }
        : { uri, version, revision: ++this.#revisions, analysis: analyze(text, trees) };
    this.#open.set(uri, { text: opened, trees });
    return opened;
  }

  get(uri: string): OpenText | undefined {
    return this.#open.get(uri)?.text;
  }

  /** Forgets a text and all that was worked out about it. */
  close(uri: string): void {
    this.#open.delete(uri);
  }
}
