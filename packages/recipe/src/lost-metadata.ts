/** Metadata that never reaches the image: only the last stage's does. */

import type { SectionNode } from "@deftools/grammar";
import { textAt } from "@deftools/text";
import type { Recipe, Stage } from "./recipe.ts";

/** Written into the stage's own root file system only. `%test` runs all the same, so it is not lost. */
const metadata: ReadonlySet<string> = new Set(["help", "labels", "environment", "runscript", "startscript"]);

/** The sections of a stage, not blank, whose text is thrown away with the stage. */
export const metadataLost = ({ file }: Recipe, { last, sections }: Stage): readonly SectionNode[] =>
  last
    ? []
    : sections.filter(
        ({ type, body }) => type !== undefined && metadata.has(type) && textAt(file.text, body).trim() !== "",
      );
