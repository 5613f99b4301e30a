/** What the image will say about itself, from the sections as the engine reads them. */

import type { SectionType } from "@deftools/grammar";
import type { Stage } from "@deftools/recipe";
import { textAt } from "@deftools/text";
import { loginKeywords } from "../bases/recipe-login.ts";
import type { Metadata, PlannedScript } from "../build-plan.ts";

/** The metadata of a stage of a text. `definition` is what is stored of the whole recipe. */
export const planMetadata = (stage: Stage, text: string, definition: string): Metadata => {
  const body = (type: SectionType): string | undefined => bodyOf(stage, text, type);
  const script = (type: SectionType): PlannedScript | undefined => scriptOf(stage, text, type);
  const [help, environment] = [body("help"), body("environment")];
  const [runscript, startscript, test] = [script("runscript"), script("startscript"), script("test")];
  return {
    definition,
    header: [...stage.header]
      .filter(([key]) => !loginKeywords.has(key))
      .map(([key, { value }]) => ({ key, value: value?.text ?? "" })),
    labels: stage.labels.map(({ key, value }) => ({ name: key.text, value: value?.text ?? "" })),
    ...(help !== undefined && { help }),
    ...(environment !== undefined && { environment }),
    ...(runscript && { runscript }),
    ...(startscript && { startscript }),
    ...(test && { test }),
  };
};

/** The bodies of all sections of a type, one after another, with LF line ends and a last one; undefined when there is no text. */
const bodyOf = (stage: Stage, text: string, type: SectionType): string | undefined => {
  const bodies = stage.sections
    .filter((section) => section.type === type)
    .map(({ body }) => textAt(text, body).replaceAll("\r\n", "\n"))
    .filter((body) => body !== "")
    .map((body) => (body.endsWith("\n") ? body : `${body}\n`));
  return bodies.length === 0 ? undefined : bodies.join("");
};

/**
 * A first line `#!` of the text names the interpreter, otherwise it is `/bin/sh`; the section's arguments, up to a `#`, are added
 * to it. Blank lines before the `#!` are passed over. (Apptainer makes a script without interpreter of them.)
 */
const scriptOf = (stage: Stage, text: string, type: SectionType): PlannedScript | undefined => {
  const body = bodyOf(stage, text, type);
  if (body === undefined) return undefined;
  const [, own, rest = ""] = /^\s*(#![^\n]*)\n([\s\S]*)$/.exec(body) ?? [];
  const argument = stage.sections.findLast((section) => section.type === type && section.argument)?.argument;
  const words = (argument?.text ?? "").replace(/#.*$/, "").trim();
  const interpreter = own === undefined ? "#!/bin/sh" : own.trim();
  return {
    shebang: words === "" ? interpreter : `${interpreter} ${words}`,
    body: own === undefined ? body : rest,
  };
};
