/** Keys of labels: of the image, and of each app. Every line that sets one defines it, be it written by a build. */

import type { Recipe, Stage } from "@deftools/recipe";
import type { Span } from "@deftools/text";
import { gatherNames, type Name } from "./name.ts";
import { labelsWritten } from "./written-lines.ts";

/** Every key of every stage. */
export const labelNames = (recipe: Recipe): readonly Name[] =>
  gatherNames(recipe.file.text, "label", (report) => {
    for (const stage of recipe.stages) {
      for (const { content, app } of stage.sections)
        if (content.kind === "labels")
          for (const { key } of content.pairs)
            report(scopeOf(stage, app?.text), key.text, key.span, "definition");
      for (const { name, span } of labelsWritten(recipe.file.text, stage))
        report(scopeOf(stage), name, span, "definition");
    }
  });

const scopeOf = (stage: Stage, app = "") => ({
  id: `${stage.index} ${app}`,
  region: bodiesOf(stage, app),
});

const bodiesOf = ({ sections }: Stage, app: string): readonly Span[] =>
  sections.flatMap((section) =>
    section.content.kind === "labels" && (section.app?.text ?? "") === app ? [section.body] : [],
  );
