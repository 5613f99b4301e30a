/** Something a command puts somewhere: what the readers of commands note, and what rules judge. */

import type { ShellWord } from "@deftools/shell";
import type { Span } from "@deftools/text";
import { absolutePath } from "./path.ts";
import type { Step } from "./step.ts";

/** Something a command puts somewhere. */
export interface Placement {
  /** Absolute; `*` stands for what is unknown. */
  readonly path: string;
  /** The word that decides the place. */
  readonly span: Span;
  /**
   * `install`: made to be used from there. `link`: something elsewhere points there. `fetch`: downloaded or unpacked, perhaps only to be
   * built. `copy` and `write`: files put there.
   */
  readonly how: "install" | "link" | "fetch" | "copy" | "write";
  readonly step: Step;
}

/** Takes note of one placement; what is unknown is left out. */
export type Put = (how: Placement["how"], word: ShellWord | undefined, path: string | undefined) => void;

/** The path an option's value means: a word of its own, or what stands behind `=` or the letter. */
export const pathOfOption = (
  step: Step,
  {
    name,
    word,
    valueWord,
  }: { readonly name: string; readonly word: ShellWord; readonly valueWord?: ShellWord },
): string | undefined => {
  if (valueWord !== undefined) return step.pathOf(valueWord);
  const text = step.textOf(word);
  if (text === undefined) return undefined;
  const value =
    text.includes("=") && name.startsWith("--") ? text.slice(text.indexOf("=") + 1) : text.slice(2);
  // the shell expands no ~ behind `--option=`, but whoever wrote it meant home, and some programs do it themselves
  const meant = value.replace(/^~(?=\/|$)/, "/root");
  return /^(?:\*|$)/.test(meant) ? undefined : absolutePath(meant, step.folder);
};
