/**
 * The syntax trees of one text's scripts, kept from version to version: a keystroke changes one script, and those before it are the
 * same. Those behind it have moved and are read again, which costs no more than moving a tree would.
 */

import type { ScriptReader } from "@deftools/recipe";
import { parseScript, type ShellScript } from "@deftools/shell";
import { type Span, textAt } from "@deftools/text";

/** The trees that were asked for last. */
export class ScriptTrees {
  /** By place, masks and body, those used last at the end. */
  readonly #known = new Map<string, ShellScript>();
  #size = 0;

  /** As `parseScript`. */
  readonly read: ScriptReader = (text, body, options = {}) => {
    const key = keyOf(text, body, options.masked ?? []);
    const tree = this.#known.get(key) ?? parseScript(text, body, options);
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

const keyOf = (text: string, body: Span, masked: readonly Span[]): string =>
  `${[body, ...masked].map(({ start, end }) => `${start}-${end}`).join(" ")}\n${textAt(text, body)}`;
