/** Proposals behind the colon of an image: the tags that its registry or library has. */

import type { HeaderEntry } from "@deftools/grammar";
import { headerKeyword } from "@deftools/grammar";
import { type Recipe, type Stage, stageAt } from "@deftools/recipe";
import { type ImageReference, parseReference } from "@deftools/reference";
import { type Span, textAt, touches } from "@deftools/text";
import { resolvedText } from "../resolved-text.ts";
import { type Completion, endOfName, wordAt } from "./completion.ts";

/** Somebody writes the tag of an image. */
export interface TagQuestion {
  readonly about: "tags";
  readonly image: TaggedImage;
  readonly span: Span;
}

/** An image of a registry, or one of the library at `server`, the configured one when absent. */
export type TaggedImage =
  | { readonly kind: "registry"; readonly reference: ImageReference }
  | { readonly kind: "library"; readonly name: string; readonly server?: string };

/** Behind the colon that follows a name, the registry's port aside. */
export const tagAsked = (recipe: Recipe, offset: number): TagQuestion | undefined => {
  const { text } = recipe.file;
  const stage = stageAt(recipe, offset);
  const entry: HeaderEntry | undefined = stage?.node.header.entries.find(({ span }) => touches(span, offset));
  if (!stage || !entry?.value || headerKeyword(entry.key.text)?.name !== "From") return undefined;
  const { start } = entry.value.span;
  if (offset < start) return undefined;
  const [, name, tag] = /^(.*[^\s@:/]):([^\s:/@{}]*)$/s.exec(textAt(text, { start, end: offset })) ?? [];
  const image = name === undefined ? undefined : imageNamed(recipe, stage, name);
  if (!image || tag === undefined) return undefined;
  return { about: "tags", image, span: wordAt(text, offset - tag.length, offset, endOfName) };
};

const imageNamed = (recipe: Recipe, stage: Stage, written: string): TaggedImage | undefined => {
  const agent = stage.bootstrap?.agent.text.toLowerCase();
  const value = (key: string): string | undefined => stage.header.get(key)?.value?.text;
  if (agent !== "docker" && agent !== "oras" && agent !== "library") return undefined;
  // what `Registry` and `Namespace` put before it belongs to it, too
  const before = agent === "docker" ? [value("registry"), value("namespace")] : [];
  const name = resolvedText(recipe, stage, [...before.filter(Boolean), written].join("/"));
  if (name === undefined) return undefined;
  if (agent === "library") {
    const server = value("library");
    return { kind: "library", name, ...(server && { server }) };
  }
  const parsed = parseReference(name);
  return "problem" in parsed ? undefined : { kind: "registry", reference: parsed.reference };
};

/**
 * `latest`, then plain versions, versions with more to them, and names, of each the newer-looking first: a registry lists them by alphabet.
 * Those with a digest or signature of cosign are no images.
 */
export const tagCompletions = (tags: readonly string[], place: Span): readonly Completion[] =>
  tags
    .filter((tag) => !/^sha256-[0-9a-f]{64}/.test(tag))
    .toSorted((a, b) => rank(a) - rank(b) || byStem(a, b) || newerFirst(a, b))
    .map((tag) => ({ kind: "tag", label: tag, span: place, text: tag }));

/** A number of eight digits is the date of a build. */
const rank = (tag: string): number => {
  if (tag === "latest") return 0;
  if (/^v?\d{1,5}(?:\.\d+)*$/.test(tag)) return 1;
  return /^v?\d/.test(tag) ? 2 : 3;
};

/** `noble` before `noble-20260210` before `noble-20251013`. */
const byStem = (a: string, b: string): number => {
  const [one, other] = [a, b].map((tag) => /^(?!v?\d)\D*/.exec(tag)?.[0] ?? "");
  return inOrder(one ?? "", other ?? "");
};

const newerFirst = (a: string, b: string): number => inOrder(b, a);
const inOrder = new Intl.Collator("en", { numeric: true }).compare;
