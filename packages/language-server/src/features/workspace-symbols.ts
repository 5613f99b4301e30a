/** Symbols of a file that answer a search over all files: stages, sections, apps, and functions of scripts. */

import type { Recipe } from "@deftools/recipe";
import { documentSymbols, type OutlineNode } from "./document-symbols.ts";

/** A hit, and what it stands in. */
export interface SymbolHit {
  readonly node: OutlineNode;
  readonly container?: OutlineNode;
}

/** The symbols whose name or detail has the letters of `query` in their order, case ignored; all for an empty one. */
export const workspaceSymbols = (recipe: Recipe, query: string): readonly SymbolHit[] => {
  const hits: SymbolHit[] = [];
  const look = (node: OutlineNode, container: OutlineNode | undefined): void => {
    if (node.kind !== "key" && matches(`${node.name} ${node.detail ?? ""}`, query))
      hits.push({ node, ...(container && { container }) });
    for (const child of node.children) look(child, node);
  };
  for (const node of documentSymbols(recipe)) look(node, undefined);
  return hits;
};

const matches = (text: string, query: string): boolean => {
  const within = text.toLowerCase();
  let at = 0;
  for (const letter of query.toLowerCase()) {
    at = within.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
};
