/** From text to tree. */

import type { DefinitionFile } from "./ast.ts";
import { parseStages } from "./parser.ts";
import { findPlaceholders } from "./placeholder.ts";

/** The tree of a text. Never throws; linear time. It always has a stage, which may be empty. */
export const parse = (text: string): DefinitionFile => ({
  kind: "file",
  text,
  span: { start: 0, end: text.length },
  ...parseStages(text),
  placeholders: findPlaceholders(text),
});
