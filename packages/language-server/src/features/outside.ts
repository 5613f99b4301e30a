/**
 * What a place in a recipe asks of the world around it: the tags of an image, the files beside the recipe. Features only say what is
 * asked and what comes of an answer; whether anybody answers is for the server.
 */

import type { HeaderEntry } from "@deftools/grammar";
import { headerKeyword } from "@deftools/grammar";
import { type Recipe, sectionAt, stageAt } from "@deftools/recipe";
import { formatReference, type ImageReference, parseReference } from "@deftools/reference";
import { type Span, span, textAt, touches } from "@deftools/text";
import type { CodeAction } from "./code-action.ts";
import type { Completion } from "./completion/completion.ts";
import { endOfName, wordAt } from "./completion/completion.ts";
import { type NameQuestion, nameAsked } from "./completion/image-names.ts";
import { inlineCode } from "./markdown.ts";

/** A question of somebody who types. */
export type Question =
  | NameQuestion
  | { readonly about: "tags"; readonly reference: ImageReference; readonly span: Span }
  /** `folder` ends in `/` or is empty: the recipe's own. */
  | { readonly about: "files"; readonly folder: string; readonly span: Span };

/** What is asked at the cursor, if anything is. */
export const questionAt = (recipe: Recipe, offset: number): Question | undefined =>
  tagAsked(recipe, offset) ?? fileAsked(recipe, offset) ?? nameAsked(recipe, offset);

/** An image that a recipe names, and where. */
export interface NamedImage {
  readonly reference: ImageReference;
  readonly span: Span;
}

/** The image at an offset, if it is one of a registry. */
export const imageAt = (recipe: Recipe, offset: number): NamedImage | undefined => {
  const image = stageAt(recipe, offset)?.bootstrap?.image;
  return image?.reference && touches(image.span, offset)
    ? { reference: image.reference, span: image.span }
    : undefined;
};

/** Behind the colon that follows a name, the registry's port aside. */
const tagAsked = (recipe: Recipe, offset: number): Question | undefined => {
  const stage = stageAt(recipe, offset);
  const bootstrap = stage?.bootstrap;
  const entry: HeaderEntry | undefined = stage?.node.header.entries.find(({ span }) => touches(span, offset));
  if (bootstrap?.agent.text.toLowerCase() !== "docker" || !bootstrap.image) return undefined;
  if (!entry?.value || headerKeyword(entry.key.text)?.name !== "From") return undefined;
  const { start } = entry.value.span;
  const before = textAt(recipe.file.text, span(start, Math.max(start, offset)));
  const [, name, tag] = /^([^\s@]*[^\s@:/]):([^\s:/@]*)$/.exec(before) ?? [];
  if (name === undefined || tag === undefined) return undefined;
  // what `Registry` and `Namespace` put before it belongs to it, too
  const joined = bootstrap.image.text;
  const at = joined.lastIndexOf(name);
  const parsed = parseReference(at === -1 ? name : joined.slice(0, at + name.length));
  if ("problem" in parsed) return undefined;
  const word = wordAt(recipe.file.text, offset - tag.length, offset, endOfName);
  return { about: "tags", reference: parsed.reference, span: word };
};

/** The first word of a line of `%files` that copies from the host. */
const fileAsked = (recipe: Recipe, offset: number): Question | undefined => {
  const section = sectionAt(recipe, offset);
  if (section?.content.kind !== "files" || offset <= section.line.end) return undefined;
  if (/^from\b/.test(section.argument?.text ?? "")) return undefined;
  const { text } = recipe.file;
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const [, word] = /^[ \t]*((?:[^\s"'\\#]|\\.)*)$/.exec(text.slice(lineStart, offset)) ?? [];
  if (word === undefined) return undefined;
  const folder = word.slice(0, word.lastIndexOf("/") + 1);
  const name = word.slice(folder.length);
  return { about: "files", folder, span: wordAt(text, offset - name.length, offset, /[\s/]|$/) };
};

/** Newer-looking tags first: a registry lists them by alphabet. Those with a digest or signature of cosign are no images. */
export const tagCompletions = (tags: readonly string[], place: Span): readonly Completion[] =>
  tags
    .filter((tag) => !/^sha256-[0-9a-f]{64}/.test(tag))
    .toSorted((a, b) => Number(b === "latest") - Number(a === "latest") || inTagOrder(b, a))
    .map((tag) => ({ kind: "tag", label: tag, span: place, text: tag }));

const inTagOrder = new Intl.Collator("en", { numeric: true }).compare;

/** A name on the host. */
export interface HostEntry {
  readonly name: string;
  readonly folder: boolean;
}

/** Hidden files last; a folder invites to go on. */
export const fileCompletions = (entries: readonly HostEntry[], place: Span): readonly Completion[] =>
  entries
    .toSorted(
      (a, b) => Number(a.name.startsWith(".")) - Number(b.name.startsWith(".")) || inTagOrder(a.name, b.name),
    )
    .map(({ name, folder }) => {
      const text = `${name.replace(/[\s"'\\*?[\]]/g, "\\$&")}${folder ? "/" : ""}`;
      return { kind: folder ? "folder" : "file", label: folder ? `${name}/` : name, span: place, text };
    });

/** What a registry says of an image. */
export interface ImageFacts {
  readonly digest: string;
  readonly platforms: readonly string[];
  /** RFC 3339. */
  readonly created?: string;
  /** Of the compressed layers. */
  readonly size: number;
}

/** For a hover. */
export const imageFactsDocumentation = ({ digest, platforms, created, size }: ImageFacts): string =>
  [
    `Digest now: ${inlineCode(digest)}`,
    `${(size / MEGABYTE).toFixed(1)} MB compressed${created === undefined ? "" : `, made ${created.slice(0, DATE_LENGTH)}`}`,
    `Platforms: ${platforms.join(", ")}`,
  ].join("  \n");

const MEGABYTE = 1_000_000;
/** `2026-11-22` */
const DATE_LENGTH = 10;

/** Names the image by its digest: engines take no tag beside it. Nothing for an image that has one. */
export const pinImage = (
  recipe: Recipe,
  image: NamedImage,
  { digest }: ImageFacts,
): readonly CodeAction[] => {
  if (image.reference.digest !== undefined) return [];
  const written = textAt(recipe.file.text, image.span);
  const { tag } = image.reference;
  const name = tag !== undefined && written.endsWith(`:${tag}`) ? written.slice(0, -tag.length - 1) : written;
  const title = `pin ${formatReference(image.reference)} to the digest it has now`;
  return [{ kind: "rewrite", title, edits: [{ span: image.span, text: `${name}@${digest}` }] }];
};
