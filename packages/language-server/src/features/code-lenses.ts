/** What an editor offers above lines: build the image, run its tests, see who uses a name. */

import type { Recipe } from "@deftools/recipe";
import type { Span } from "@deftools/text";
import type { Mention } from "./names/name.ts";
import { namesOf } from "./names/names.ts";

/** One offer. */
export type CodeLens =
  | { readonly do: "build" | "test"; readonly span: Span; readonly title: string }
  | {
      readonly do: "show-references";
      readonly span: Span;
      readonly title: string;
      readonly references: readonly Mention[];
    };

/** All offers in file order. A file without a bootstrap cannot be built. */
export const codeLenses = (recipe: Recipe): readonly CodeLens[] => {
  const [first] = recipe.stages;
  const last = recipe.stages.at(-1);
  const lenses: CodeLens[] = [];
  const start = first?.node.header.entries[0];
  if (start && recipe.stages.every(({ bootstrap }) => bootstrap))
    lenses.push({ do: "build", span: start.key.span, title: "Build" });
  const test = last?.sections.find(({ type }) => type === "test");
  if (test && lenses.length === 1) lenses.push({ do: "test", span: test.line, title: "Run %test" });
  return [...lenses, ...references(recipe)].sort((a, b) => a.span.start - b.span.start);
};

/** Of variables nobody counts the uses; labels have none here. */
const references = (recipe: Recipe): readonly CodeLens[] =>
  namesOf(recipe).flatMap(({ kind, mentions }) => {
    const definition = mentions.find(({ role }) => role === "definition");
    if (!definition || kind === "variable" || kind === "app" || kind === "label") return [];
    const uses = mentions.filter(({ role }) => role === "use");
    // the last stage is the image, and nobody copies from that
    if (uses.length === 0 && definition.span.start === recipe.stages.at(-1)?.name?.span.start) return [];
    const title = uses.length === 1 ? "1 reference" : `${uses.length} references`;
    return [{ do: "show-references", span: definition.span, title, references: uses }];
  });
