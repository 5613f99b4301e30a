/** From tree to meaning. */
import type { DefinitionFile } from "@deftools/grammar";
import { LineIndex } from "@deftools/text";
import type { Recipe } from "./recipe.ts";

/** What a file means. Never throws. */
export const understand = (file: DefinitionFile): Recipe => ({
  file,
  lines: new LineIndex(file.text),
  stages: [],
});
