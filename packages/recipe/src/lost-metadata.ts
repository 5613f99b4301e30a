/** Metadata that never reaches the image: only the last stage's does. */

import type { DefinitionFile, SectionNode } from "@deftools/grammar";
import { textAt } from "@deftools/text";
import type { Stage } from "./recipe.ts";

/** Written into a stage's own root file system, or into nothing else but the image. `%test` still runs, so it is not lost. */
const metadata: ReadonlySet<string> = new Set(["help", "labels", "environment", "runscript", "startscript"]);

/** The sections of a stage, not blank, whose text is thrown away with it. */
export const lostMetadata = ({ text }: DefinitionFile, { last, sections }: Stage): readonly SectionNode[] =>
  last
    ? []
    : sections.filter(
        ({ type, body }) => type !== undefined && metadata.has(type) && textAt(text, body).trim() !== "",
      );
