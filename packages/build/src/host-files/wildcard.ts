/**
 * Wildcards of one name, as shells read them: `*`, `?`, `[a-z]`, `[!a]`; a backslash takes a sign's meaning away, a leading dot must be
 * written (POSIX.1-2024, Shell Command Language 2.14). Matching takes time in proportion to pattern × name at most.
 */

/** Whether a pattern has any wildcard. */
export const hasWildcard = (pattern: string): boolean =>
  parts(pattern).some((part) => part.kind !== "character");

/** The name a pattern without wildcards stands for. */
export const literalName = (pattern: string): string =>
  parts(pattern)
    .map((part) => (part.kind === "character" ? part.character : ""))
    .join("");

/** Whether a name matches. */
export const matches = (pattern: string, name: string): boolean => {
  const wanted = parts(pattern);
  const first = wanted[0];
  if (name.startsWith(".") && !(first?.kind === "character" && first.character === ".")) return false;
  const given = [...name];
  let at = 0;
  let next = 0;
  /** Where to go on when a star must take one character more. */
  let star: { readonly next: number; at: number } | undefined;
  while (at < given.length) {
    const part = wanted[next];
    const character = given[at] ?? "";
    if (part?.kind === "star") {
      star = { next: next + 1, at };
      next += 1;
    } else if (part !== undefined && takes(part, character)) {
      at += 1;
      next += 1;
    } else if (star !== undefined) {
      star.at += 1;
      at = star.at;
      next = star.next;
    } else return false;
  }
  return wanted.slice(next).every(({ kind }) => kind === "star");
};

type Part =
  | { readonly kind: "character"; readonly character: string }
  | { readonly kind: "any" }
  | { readonly kind: "star" }
  | {
      readonly kind: "set";
      readonly negated: boolean;
      readonly ranges: readonly (readonly [first: string, last: string])[];
    };

const takes = (part: Part, character: string): boolean => {
  switch (part.kind) {
    case "character":
      return part.character === character;
    case "any":
      return true;
    case "set":
      return part.ranges.some(([first, last]) => first <= character && character <= last) !== part.negated;
    case "star":
      return false;
  }
};

const parts = (pattern: string): readonly Part[] => {
  const found: Part[] = [];
  const all = [...pattern];
  for (let at = 0; at < all.length; at += 1) {
    const character = all[at] ?? "";
    const following = all[at + 1];
    if (character === "\\" && following !== undefined) {
      found.push({ kind: "character", character: following });
      at += 1;
    } else if (character === "*") found.push({ kind: "star" });
    else if (character === "?") found.push({ kind: "any" });
    else if (character === "[") {
      const end = endOfSet(all, at);
      if (end === undefined) found.push({ kind: "character", character });
      else {
        found.push(readSet(all.slice(at + 1, end)));
        at = end;
      }
    } else found.push({ kind: "character", character });
  }
  return found;
};

/** The place of the closing bracket; one that comes first in the set is a member of it. */
const endOfSet = (all: readonly string[], open: number): number | undefined => {
  const first = open + (all[open + 1] === "!" || all[open + 1] === "^" ? 2 : 1);
  const end = all.indexOf("]", first + 1);
  return end === -1 ? undefined : end;
};

const readSet = (inside: readonly string[]): Part => {
  const negated = inside[0] === "!" || inside[0] === "^";
  const members = negated ? inside.slice(1) : inside;
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < members.length; at += 1) {
    const first = members[at] ?? "";
    const last = members[at + 2];
    if (members[at + 1] === "-" && last !== undefined) {
      ranges.push([first, last]);
      at += 2;
    } else ranges.push([first, first]);
  }
  return { kind: "set", negated, ranges };
};
