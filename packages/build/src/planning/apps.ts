/** The apps of a stage (SCIF, sci-f.github.io): what all sections that name one say together. */

import type { AppSectionType, SectionNode } from "@deftools/grammar";
import type { App } from "@deftools/recipe";
import { textAt } from "@deftools/text";
import type { PlannedApp } from "../build-plan.ts";
import type { StageText } from "./stage-texts.ts";

/** In the order in which the recipe first names them. */
export const planApps = ({ stage, recipe }: StageText): readonly PlannedApp[] =>
  stage.apps.map((app) => planApp(app, recipe.file.text));

const planApp = ({ name, sections }: App, text: string): PlannedApp => {
  const body = (type: AppSectionType): string | undefined => bodyOf(sections, type, text);
  const [environment, help, run] = [body("appenv"), body("apphelp"), body("apprun")];
  const [start, test] = [body("appstart"), body("apptest")];
  return {
    name,
    labels: sections.flatMap(({ type, content }) =>
      type === "applabels" && content.kind === "labels"
        ? content.pairs.map(({ key, value }) => ({ name: key.text, value: value?.text ?? "" }))
        : [],
    ),
    ...(environment !== undefined && { environment }),
    ...(help !== undefined && { help }),
    ...(run !== undefined && { run }),
    ...(start !== undefined && { start }),
    ...(test !== undefined && { test }),
  };
};

/** With LF line ends and a last one; undefined when there is no text. */
const bodyOf = (sections: readonly SectionNode[], type: AppSectionType, text: string): string | undefined => {
  const bodies = sections
    .filter((section) => section.type === type && section.body.start < section.body.end)
    .map(({ body }) => textAt(text, body).replaceAll("\r\n", "\n"))
    .map((body) => (body.endsWith("\n") ? body : `${body}\n`));
  return bodies.length === 0 ? undefined : bodies.join("");
};
