/** What can be followed with a click: the page of the base image, addresses in text and scripts, files of the building machine. */

import { type Copy, type Recipe, type Stage, stageAt } from "@deftools/recipe";
import { type Span, textAt } from "@deftools/text";
import { imagePage, publicImagePage } from "./image-page.ts";
import { namedImage } from "./named-image.ts";
import { type GivenArguments, resolvedText } from "./resolved-text.ts";

/** A place and where it leads: an address, or a path as written, relative to where the recipe is. */
export interface DocumentLink {
  readonly span: Span;
  readonly target: { readonly url: string } | { readonly path: string };
  readonly tooltip: string;
}

/** All links in file order. No one looks whether files or pages are there. */
export const documentLinks = (recipe: Recipe, given: GivenArguments = {}): readonly DocumentLink[] =>
  [
    ...addresses(recipe, given),
    ...recipe.stages.flatMap((stage) => [...base(recipe, stage, given), ...hostFiles(recipe, stage, given)]),
  ].sort((a, b) => a.span.start - b.span.start);

/** Up to what no address contains, without what ends a sentence or a bracket around it. A placeholder belongs to it. */
const address =
  /https?:\/\/(?:\{\{\s*\w+\s*\}\}|\{(?!\{\s*\w+\s*\}\})|\([^\s"'`<>\\|()]*\)|[^\s"'`<>\\|{()])*(?:\{\{\s*\w+\s*\}\}|\([^\s"'`<>\\|()]*\)|[^\s"'`<>\\|{().,;:!?\]}])/g;

const addresses = (recipe: Recipe, given: GivenArguments): readonly DocumentLink[] =>
  [...textAt(recipe.file.text, recipe.file.span).matchAll(address)].flatMap(({ 0: written, index }) => {
    const url = expanded(recipe, written, index, given);
    // with something to be expanded in it, it is no address yet
    if (url === undefined || /[${}*]/.test(url) || !URL.canParse(url)) return [];
    const span = { start: index, end: index + written.length };
    return [{ span, target: { url }, tooltip: "open the address" }];
  });

/** With what placeholders become, and `OSVersion` where agents put it. */
const expanded = (
  recipe: Recipe,
  written: string,
  offset: number,
  given: GivenArguments,
): string | undefined => {
  const stage = /[{%]/.test(written) ? stageAt(recipe, offset) : undefined;
  if (!stage) return written;
  const release = stage.header.get("osversion")?.value?.text;
  const mirror = release === undefined ? written : written.replace(/%\{osversion\}/gi, () => release);
  return resolvedText(recipe, stage, mirror, given);
};

const base = (recipe: Recipe, stage: Stage, given: GivenArguments): readonly DocumentLink[] => {
  const image = namedImage(recipe, stage, given);
  const page = image && imagePage(image.reference);
  if (image && page)
    return [{ span: image.span, target: { url: page }, tooltip: "open the page of the image" }];
  const { agent, from } = stage.bootstrap ?? {};
  const text = from && resolvedText(recipe, stage, from.text, given);
  if (!agent || !from || text === undefined) return [];
  const link = (target: DocumentLink["target"], tooltip: string): readonly DocumentLink[] => [
    { span: from.span, target, tooltip },
  ];
  switch (agent.text) {
    case "localimage":
      return isPlainPath(text) ? link({ path: text }, "open the image file") : [];
    case "buildkit":
    case "dockerfile": {
      const name = stage.header.get("filename")?.value?.text ?? "Dockerfile";
      const path = `${text.replace(/\/*$/, "")}/${name}`;
      return isPlainPath(path) ? link({ path }, "open the Dockerfile") : [];
    }
    case "library": {
      const url = stage.header.has("library") ? undefined : publicImagePage(text);
      return url === undefined ? [] : link({ url }, "open the page of the image");
    }
    default:
      return [];
  }
};

const hostFiles = (recipe: Recipe, stage: Stage, given: GivenArguments): readonly DocumentLink[] =>
  stage.copies.flatMap(({ source, from, skipped }: Copy) => {
    const path = resolvedText(recipe, stage, source.text, given);
    return from || skipped || path === undefined || !isPlainPath(path)
      ? []
      : [{ span: source.span, target: { path }, tooltip: "open the file" }];
  });

/** Patterns and what is to be expanded name no single file, and what ends in `/`, `.` or `..` is a folder. */
const isPlainPath = (path: string): boolean => !/[*?[\]{}$~]|:\/\/|(?:^|\/)\.{0,2}$/.test(path);
