/** Words that change together while one of them is typed: the one that opens a here-document, and the line that closes it. */

import { type Recipe, scriptAt } from "@deftools/recipe";
import { type Redirect, redirectsIn } from "@deftools/shell";
import { type Span, textAt, touches } from "@deftools/text";

/** Both words, without quotes, of the here-document whose word the cursor stands at; none elsewhere, and none of one that nothing closes. */
export const linkedEditing = (recipe: Recipe, offset: number): readonly Span[] => {
  const script = scriptAt(recipe, offset);
  const words = (script ? redirectsIn(script.tree) : []).map((each) => delimitersOf(recipe.file.text, each));
  return words.findLast((both) => both.some((word) => touches(word, offset))) ?? [];
};

const delimitersOf = (text: string, { span, hereDocument }: Redirect): readonly Span[] => {
  if (!hereDocument?.closed) return [];
  const { body, delimiter } = hereDocument;
  const sign = /^\d*<<-?[ \t]*["']?/.exec(textAt(text, span))?.[0].length ?? 0;
  const words = [span.start + sign, text.indexOf(delimiter, body.end)].map((start) => ({
    start,
    end: start + delimiter.length,
  }));
  // what is escaped is written in two ways
  return words.every((word) => textAt(text, word) === delimiter) ? words : [];
};
