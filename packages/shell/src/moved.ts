/** A tree at another place of its file, for those who keep trees of scripts that only moved. */

import type { ShellScript } from "./tree.ts";

/** The tree as `parseScript` would give it for the same body `by` characters further on. */
export const movedScript = (script: ShellScript, by: number): ShellScript =>
  by === 0 ? script : moved(script, by);

/** Every number in a tree is an offset, and every object is plain. */
const moved = <Part>(part: Part, by: number): Part => {
  if (Array.isArray(part)) {
    const items: unknown[] = part;
    // the same kind of items in the same number
    return items.map((item) => (isTree(item) ? moved(item, by) : item)) as Part;
  }
  const copy = { ...part };
  for (const key in copy) {
    const value: unknown = copy[key];
    // what is written is of the kind that was read
    if (typeof value === "number") copy[key] = (value + by) as typeof value & Part[typeof key];
    else if (isTree(value)) copy[key] = moved(value, by) as typeof value & Part[typeof key];
  }
  return copy;
};

const isTree = (value: unknown): value is object => typeof value === "object" && value !== null;
