/** What a line of `%files` does: from where to where, and which of its words do nothing. */

import { type Recipe, type Stage, stageNamed } from "@deftools/recipe";
import { type Span, touches } from "@deftools/text";
import { impliedDestination } from "./implied-destination.ts";
import { inlineCode } from "./markdown.ts";

/** The explanation of the word at an offset, with its place. */
export const copyDocumentation = (
  recipe: Recipe,
  stage: Stage,
  offset: number,
): { readonly span: Span; readonly markdown: string } | undefined => {
  const copy = stage.copies.find(({ line }) => touches(line.span, offset));
  if (!copy) return undefined;
  const { line, source, destination, from, skipped, app } = copy;
  const ignored = line.ignored.find(({ span }) => touches(span, offset));
  if (ignored) return { span: ignored.span, markdown: "Ignored: only the first two words of a line count." };
  const word = [source, ...(destination ? [destination] : [])].find(({ span }) => touches(span, offset));
  if (!word) return undefined;
  if (skipped)
    return {
      span: word.span,
      markdown: "Copies nothing: engines pass over a section with such an argument.",
    };
  const implied = impliedDestination(copy);
  const target = destination
    ? `to ${inlineCode(destination.text)}${app ? ` in the directory of the app ${inlineCode(app.text)}` : " in the image"}`
    : `to ${implied === undefined ? "the same path" : inlineCode(implied)} in the image, since no destination is written`;
  const origin = from
    ? `from the stage ${inlineCode(from.text)}${stageNamed(recipe, from.text) ? "" : ", which this file has not"}`
    : "from the building machine";
  const notes = [
    !from && !/^[/~$]/.test(source.text)
      ? "A relative source is looked for where the build is started, not beside the definition file."
      : "",
    destination?.text.endsWith("/") ? "The slash at its end makes the destination a directory." : "",
    word.quoted ? "The double quotes are not part of the path." : "",
  ];
  const markdown = [`Copies ${inlineCode(source.text)} ${origin} ${target}.`, ...notes];
  return { span: word.span, markdown: markdown.filter((note) => note !== "").join("\n\n") };
};
