/**
 * The syntax trees of one text's scripts, from version to version: a script that stays keeps its tree, and of one that changes or moves
 * only the statements that changed are read.
 */

import type { ScriptReader } from "@deftools/recipe";
import { parseScript, type ReadScript, rereadScript } from "@deftools/shell";
import { textAt } from "@deftools/text";

interface Kept extends ReadScript {
  /** How often it was read again rather than anew. */
  readonly rereads: number;
}

/** By where they begin. */
type Scripts = Map<number, Kept>;

/** The trees of a text as it is, and as it was before. */
export class ScriptTrees {
  #text = "";
  #now: Scripts = new Map();
  #before: Scripts = new Map();

  /** As `parseScript`. */
  readonly read: ScriptReader = (text, body, { masked = [] } = {}) => {
    if (MOST_CHARACTERS < text.length) return parseScript(text, body, { masked });
    if (text !== this.#text) {
      this.#before = this.#now;
      this.#now = new Map();
      this.#text = text;
    }
    const asked = { text, body, masked };
    const kept = this.#kept(asked);
    this.#now.set(body.start, kept);
    return kept.script;
  };

  #kept(asked: Asked): Kept {
    const { text, body, masked } = asked;
    const place = this.#now.get(body.start) ?? this.#before.get(body.start);
    if (place && isSame(place, asked)) return place;
    const old = place ?? ofSameText(this.#before, asked);
    const script = old && old.rereads < MOST_REREADS ? rereadScript(old, asked) : undefined;
    return script && old
      ? { ...asked, script, rereads: old.rereads + 1 }
      : { ...asked, script: parseScript(text, body, { masked }), rereads: 0 };
  }
}

type Asked = Omit<ReadScript, "script">;

/** What is longer was not typed, and its trees would fill the memory. */
const MOST_CHARACTERS = 200_000;

/** A statement holds on to the text that it was read from, and so to a version of the file. */
const MOST_REREADS = 200;

const isSame = (old: Kept, asked: Asked): boolean =>
  old.body.end === asked.body.end &&
  textAt(old.text, old.body) === textAt(asked.text, asked.body) &&
  old.masked.length === asked.masked.length &&
  old.masked.every(({ start, end }, index) => {
    const other = asked.masked[index];
    return other?.start === start && other.end === end;
  });

/** A script that has moved. */
const ofSameText = (scripts: Scripts, { text, body }: Asked): Kept | undefined => {
  const length = body.end - body.start;
  for (const old of scripts.values())
    if (old.body.end - old.body.start === length && textAt(old.text, old.body) === textAt(text, body))
      return old;
  return undefined;
};
