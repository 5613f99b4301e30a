/** Sections that would have to run something, or belong to parts of the language that are not built here: refused by name. */

import type { AppSectionType, SectionNode, SectionType } from "@deftools/grammar";
import type { Stage } from "@deftools/recipe";
import { textAt } from "@deftools/text";
import type { Report } from "../build-problem.ts";

/** Reports every section of a stage that cannot be built. Scripts of comments and blank lines do nothing and are let through. */
export const checkSections = (stage: Stage, text: string, report: Report): void => {
  for (const section of stage.sections) {
    const reason = section.type && refused[section.type];
    if (reason === undefined || !doesSomething(section, text)) continue;
    report({
      code: "build/unsupported-section",
      severity: "error",
      message: `%${section.type} cannot be built yet: ${reason[0]}`,
      span: section.line,
      hint: reason[1],
    });
  }
};

const doesSomething = ({ body, content }: SectionNode, text: string): boolean =>
  content.kind !== "script" || /^[^\S\n]*[^\s#]/m.test(textAt(text, body));

type Refusal = readonly [reason: string, hint: string];

const onHost = "it is a script that runs on this machine";
const app: Refusal = [
  "apps (SCIF) are not supported",
  "take the section out, or build this recipe with apptainer",
];

const refused: Partial<Readonly<Record<SectionType | AppSectionType, Refusal>>> = {
  post: [
    "it is a script that runs inside the image",
    "start from an image that has the programs already, or build this recipe with apptainer",
  ],
  pre: [onHost, "run its commands yourself before the build, and take the section out"],
  setup: [onHost, "copy what it prepares with %files, and take the section out"],
  appinstall: app,
  applabels: app,
  appfiles: app,
  appenv: app,
  apptest: app,
  apphelp: app,
  apprun: app,
  appstart: app,
};
