/** Braces of shells: `{a,b}c` stands for `ac` and `bc`. Groups nest; braces without a comma stay as they are. */

import { Failure } from "@deftools/trouble";

/** As many words as one source may stand for. */
export const MAX_WORDS = 10_000;

/** All words a text stands for, in order. @throws Failure "build/too-many-words" beyond `MAX_WORDS` */
export const expandBraces = (text: string): readonly string[] => {
  const group = firstGroup(text);
  if (group === undefined) return [text];
  const heads = group.choices.flatMap(expandBraces);
  const tails = expandBraces(text.slice(group.end + 1));
  if (MAX_WORDS < heads.length * tails.length)
    throw new Failure("build/too-many-words", `"${text}" stands for more than ${MAX_WORDS} sources`, {
      hint: "use * in place of some braces",
    });
  const before = text.slice(0, group.start);
  return heads.flatMap((head) => tails.map((tail) => before + head + tail));
};

interface Group {
  readonly start: number;
  /** Of the closing brace. */
  readonly end: number;
  readonly choices: readonly string[];
}

const firstGroup = (text: string): Group | undefined => {
  for (let start = text.indexOf("{"); start !== -1; start = text.indexOf("{", start + 1)) {
    if (text[start - 1] === "\\") continue;
    const group = groupAt(text, start);
    if (group !== undefined) return group;
  }
  return undefined;
};

const groupAt = (text: string, start: number): Group | undefined => {
  const choices: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === "\\") at += 1;
    else if (character === "{") depth += 1;
    else if (character === "," && depth === 1) {
      choices.push(text.slice(from, at));
      from = at + 1;
    } else if (character === "}") {
      depth -= 1;
      if (depth > 0) continue;
      if (choices.length === 0) return undefined;
      return { start, end: at, choices: [...choices, text.slice(from, at)] };
    }
  }
  return undefined;
};
