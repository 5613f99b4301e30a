/** What can be followed with a click: the page of the base image, addresses in text and scripts, files of the building machine. */

import type { Copy, Recipe, Stage } from "@deftools/recipe";
import { type Span, textAt } from "@deftools/text";
import { imagePage } from "./image-page.ts";

/** A place and where it leads: an address, or a path as written, relative to where the recipe is. */
export interface DocumentLink {
  readonly span: Span;
  readonly target: { readonly url: string } | { readonly path: string };
  readonly tooltip: string;
}

/** All links in file order. No one looks whether files or pages are there. */
export const documentLinks = (recipe: Recipe): readonly DocumentLink[] =>
  [...addresses(recipe), ...recipe.stages.flatMap((stage) => [...base(stage), ...hostFiles(stage)])].sort(
    (a, b) => a.span.start - b.span.start,
  );

/** Up to what no address contains, without what ends a sentence or a bracket around it. */
const address = /https?:\/\/[^\s"'`<>\\|]+/g;

const addresses = ({ file: { text, span } }: Recipe): readonly DocumentLink[] =>
  [...textAt(text, span).matchAll(address)].flatMap(({ 0: written, index }) => {
    const url = written.replace(/[.,;:!?)\]}'"]+$/, "");
    // with something to be expanded in it, it is no address yet
    if (/[${}*]/.test(written) || !URL.canParse(url)) return [];
    return [
      { span: { start: index, end: index + url.length }, target: { url }, tooltip: "open the address" },
    ];
  });

const base = ({ bootstrap }: Stage): readonly DocumentLink[] => {
  if (!bootstrap) return [];
  const { agent, from, image } = bootstrap;
  const page = image?.reference && imagePage(image.reference);
  if (image && page)
    return [{ span: image.span, target: { url: page }, tooltip: "open the page of the image" }];
  if (from && agent.text === "localimage" && isPlainPath(from.text))
    return [{ span: from.span, target: { path: from.text }, tooltip: "open the image file" }];
  return [];
};

const hostFiles = ({ copies }: Stage): readonly DocumentLink[] =>
  copies.flatMap(({ source, from, skipped, section }: Copy) =>
    from || skipped || section.content.kind !== "files" || !isPlainPath(source.text)
      ? []
      : [{ span: source.span, target: { path: source.text }, tooltip: "open the file" }],
  );

/** Patterns and what is to be expanded name no single file. */
const isPlainPath = (path: string): boolean => path !== "" && !/[*?[\]{}$~]|:\/\//.test(path);
