/** What a line of `%files` does: from where to where, and which of its words do nothing. */

import type { FilesWord } from "@deftools/grammar";
import { type Copy, type Recipe, type Stage, stageNamed } from "@deftools/recipe";
import { type Span, touches } from "@deftools/text";
import { impliedDestination } from "./implied-destination.ts";
import { inlineCode } from "./markdown.ts";
import { type GivenArguments, resolvedText } from "./resolved-text.ts";

/** The explanation of the word at an offset, with its place. */
export const copyDocumentation = (
  recipe: Recipe,
  stage: Stage,
  offset: number,
  given: GivenArguments,
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
  const resolved = ({ text }: FilesWord): string => resolvedText(recipe, stage, text, given) ?? text;
  const target = destination
    ? `to ${inlineCode(rooted(resolved(destination), app))}${app ? ` in the directory of the app ${inlineCode(app.text)}` : " in the image"}`
    : `to ${implied === undefined ? "the same path" : inlineCode(implied)} in the image, since no destination is written`;
  const origin = from
    ? `from the stage ${inlineCode(from.text)}${stageNamed(recipe, from.text) ? "" : ", which this file has not"}`
    : "from the building machine";
  const notes = [
    !from && !/^[/~$]/.test(resolved(source))
      ? "A relative source is looked for where the build is started, not beside the definition file."
      : "",
    destination?.text.endsWith("/") ? "The slash at its end makes the destination a directory." : "",
    from
      ? "Owners are kept, and links below it stay links."
      : "Links are followed; what is copied belongs to whoever builds.",
    word.quoted ? "The double quotes are not part of the path." : "",
  ];
  const markdown = [`Copies ${inlineCode(resolved(source))} ${origin} ${target}.`, ...notes];
  return { span: word.span, markdown: markdown.filter((note) => note !== "").join("\n\n") };
};

/** Relative destinations begin at the root of the image; those of apps at the app's own. */
const rooted = (path: string, app: Copy["app"]): string => (app || path.startsWith("/") ? path : `/${path}`);
