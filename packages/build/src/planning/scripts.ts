/**
 * The scripts of a stage that run while it is built, and where each of their lines is in the recipe.
 * Source: apptainer v1.4.5, internal/pkg/build/{stage,util}.go: arguments are cut at `#` and split at blanks; what follows `-c` is a
 * command that gets the script's path.
 */

import type { SectionNode } from "@deftools/grammar";
import { type LineIndex, textAt } from "@deftools/text";
import type { BuildScript, ScriptPlace } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";
import { reportAt, type StageText } from "./stage-texts.ts";

/** Those of a stage that do something: comments and blank lines do not. `lines` are the recipe's. */
export const planScripts = (
  text: StageText,
  lines: LineIndex,
  report: Report,
): { readonly pre?: BuildScript; readonly setup?: BuildScript; readonly post?: BuildScript } => {
  const script = (section: BuildScript["section"]): BuildScript | undefined =>
    scriptOf(text, section, lines, reportAt(report, text));
  const [pre, setup, post] = [script("pre"), script("setup"), script("post")];
  return { ...(pre && { pre }), ...(setup && { setup }), ...(post && { post }) };
};

const scriptOf = (
  { stage, recipe, locate }: StageText,
  section: BuildScript["section"],
  lines: LineIndex,
  report: Report,
): BuildScript | undefined => {
  const sections = stage.sections.filter(({ type, body }) => type === section && body.start < body.end);
  const [first] = sections;
  if (first === undefined) return undefined;
  const parts: string[] = [];
  const places: ScriptPlace[] = [];
  let line = 1;
  for (const { body } of sections) {
    places.push(...placesOf(body.start, textAt(recipe.file.text, body)));
    parts.push(endLine(textAt(recipe.file.text, body).replaceAll("\r\n", "\n")));
  }
  function placesOf(start: number, body: string): readonly ScriptPlace[] {
    const found: ScriptPlace[] = [];
    let at = start;
    let expected = Number.NaN;
    for (const one of endLine(body).slice(0, -1).split("\n")) {
      const number = lines.position(locate({ start: at, end: at }).start).line + 1;
      if (number !== expected) found.push({ line, recipe: number });
      expected = number + 1;
      line += 1;
      at += one.length + 1;
    }
    return found;
  }
  const text = parts.join("");
  if (!/^[^\S\n]*[^\s#]/m.test(text)) return undefined;
  return {
    section,
    ...commandOf(section, stage.sections, report),
    text,
    places,
    place: locate(first.line),
  };
};

const endLine = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);

const commandOf = (
  section: BuildScript["section"],
  sections: readonly SectionNode[],
  report: Report,
): Pick<BuildScript, "options" | "shell"> => {
  const last = sections.findLast(({ type, argument }) => type === section && argument !== undefined);
  const words = (last?.argument?.text ?? "")
    .replace(/#.*$/, "")
    .split(/\s+/)
    .filter((word) => word !== "");
  const at = words.indexOf("-c");
  if (at === -1) return { options: words };
  const shell = words.slice(at + 1).join(" ");
  if (shell === "" && last !== undefined)
    report({
      code: "build/bad-argument",
      severity: "error",
      message: `"-c" of %${section} names no program`,
      span: last.argument?.span ?? last.line,
      hint: `write "%${section} -c /bin/bash -e", or take the argument away`,
    });
  return { options: words.slice(0, at), shell };
};

/** The line of the recipe behind a line of the script, both counted from 1. */
export const recipeLine = ({ places }: Pick<BuildScript, "places">, line: number): number | undefined => {
  const place = places.findLast((one) => one.line <= line);
  return place?.recipe === undefined ? undefined : place.recipe + line - place.line;
};
