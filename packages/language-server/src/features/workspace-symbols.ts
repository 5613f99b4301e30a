/** Symbols of a file that answer a search over all files: stages, sections, apps, and functions of scripts. */

import type { Recipe } from "@deftools/recipe";
import { documentSymbols, type OutlineNode } from "./document-symbols.ts";

/** A symbol, and what it stands in. */
export interface FileSymbol {
  readonly node: OutlineNode;
  readonly container?: OutlineNode;
}

/** All of them, in the order of the outline. */
export const fileSymbols = (recipe: Recipe): readonly FileSymbol[] => {
  const found: FileSymbol[] = [];
  const look = (node: OutlineNode, container: OutlineNode | undefined): void => {
    if (node.kind !== "key") found.push({ node, ...(container && { container }) });
    for (const child of node.children) look(child, node);
  };
  for (const node of documentSymbols(recipe)) look(node, undefined);
  return found;
};

/** What a search for a symbol looks at. */
export const wordsOf = ({ node }: FileSymbol): string => `${node.name} ${node.detail ?? ""}`.toLowerCase();

/** Whether the words have the letters of `query` in their order, case ignored; an empty one finds all. */
export const answersTo = (words: string, query: string): boolean => {
  let at = 0;
  for (const letter of query.toLowerCase()) {
    at = words.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
};
