/**
 * The syntax trees of one text's scripts, kept from version to version: a keystroke changes one script, and the others are the same or
 * have only moved. Reading them again would cost more than all the rest of an analysis.
 */

import type { ScriptReader } from "@deftools/recipe";
import { movedScript, parseScript, type ShellScript } from "@deftools/shell";
import { type Span, textAt } from "@deftools/text";

/** The trees that were asked for last. */
export class ScriptTrees {
  /** By body and masks, those used last at the end. */
  readonly #known = new Map<string, ShellScript>();
  #size = 0;

  /** As `parseScript`. */
  readonly read: ScriptReader = (text, body, options = {}) => {
    const key = keyOf(text, body, options.masked ?? []);
    const known = this.#known.get(key);
    const tree = known ? movedScript(known, body.start - known.span.start) : parseScript(text, body, options);
    this.#keep(key, tree);
    return tree;
  };

  #keep(key: string, tree: ShellScript): void {
    if (this.#known.delete(key)) this.#size -= key.length;
    this.#known.set(key, tree);
    this.#size += key.length;
    for (const oldest of this.#known.keys()) {
      if (this.#size <= MOST_CHARACTERS || oldest === key) break;
      this.#known.delete(oldest);
      this.#size -= oldest.length;
    }
  }
}

/** Of scripts that are kept: a tree takes some fifty times its text, so this is about ten megabytes. */
const MOST_CHARACTERS = 200_000;

/** Where the body stands is not part of it, where the masks stand in it is. */
const keyOf = (text: string, body: Span, masked: readonly Span[]): string =>
  `${masked.map(({ start, end }) => `${start - body.start}-${end - body.start}`).join(" ")}\n${textAt(text, body)}`;
