/** Going through a tree: all its nodes in the order of the text, and the ones a cursor stands in. */

import { touches } from "@deftools/text";
import type {
  DefinitionFile,
  FilesLine,
  HeaderEntry,
  HeaderNode,
  Pair,
  Placeholder,
  SectionNode,
  StageNode,
} from "./ast.ts";

/** Everything in a tree that has a `kind` and a `span` of its own. */
export type Node =
  | DefinitionFile
  | StageNode
  | HeaderNode
  | HeaderEntry
  | SectionNode
  | FilesLine
  | Pair
  | Placeholder;

/** The nodes right below a node, in order. Placeholders are below none: they may span several. */
export const children = (node: Node): readonly Node[] => {
  switch (node.kind) {
    case "file":
      return node.stages;
    case "stage":
      return [node.header, ...node.sections];
    case "header":
      return node.entries;
    case "section":
      if (node.content.kind === "files") return node.content.lines;
      return node.content.kind === "labels" || node.content.kind === "arguments" ? node.content.pairs : [];
    case "header-entry":
    case "files-line":
    case "pair":
    case "placeholder":
      return [];
  }
};

/** Visits a node and all below it, each before its children. */
export const walk = (node: Node, visit: (node: Node) => void): void => {
  visit(node);
  for (const child of children(node)) walk(child, visit);
};

/**
 * The nodes a cursor at an offset stands in, from the file to the innermost one. The end of a node counts as inside,
 * unless the next one begins there. A placeholder there comes last.
 */
export const nodeAt = (file: DefinitionFile, offset: number): readonly Node[] => {
  const path: Node[] = [];
  for (let node: Node | undefined = file; node !== undefined; ) {
    path.push(node);
    node = children(node).findLast((child) => touches(child.span, offset));
  }
  const placeholder = file.placeholders.findLast(({ span }) => touches(span, offset));
  return placeholder === undefined ? path : [...path, placeholder];
};
