/** The text of a word as a reader of the script sees it. */

import type { ShellWord } from "./tree.ts";

/**
 * What a word says after quote removal, with what the shell would expand left as written: `"$HOME"/x` gives `$HOME/x`.
 * For comparing with constants use `value`, which is absent when an expansion decides.
 */
export const wordValue = (word: ShellWord): string => {
  if (word.value !== undefined) return word.value;
  const base = word.span.start;
  return word.parts
    .map((part) =>
      part.kind === "literal" ? part.value : word.text.slice(part.span.start - base, part.span.end - base),
    )
    .join("");
};
