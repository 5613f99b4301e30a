/**
 * The scripts of a stage that run while it is built, and where each of their lines is in the recipe.
 * Source: apptainer v1.4.5, internal/pkg/build/{stage,util}.go: arguments are cut at `#` and split at blanks; what follows `-c` is a
 * command that gets the script's path. What apps install is put behind `%post`, each in the app's folder with its environment.
 */

import type { SectionNode } from "@deftools/grammar";
import type { Stage } from "@deftools/recipe";
import { type LineIndex, type Span, textAt } from "@deftools/text";
import type { BuildScript, ScriptPlace } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";
import { appFolder } from "../container-files/apps.ts";
import { singleQuote } from "../container-files/single-quote.ts";
import { uncuttable } from "../scripts/checkpoints.ts";
import { reportAt, type StageText } from "./stage-texts.ts";

/** Those of a stage that do something: comments and blank lines do not. `lines` are the recipe's. */
export const planScripts = (
  text: StageText,
  lines: LineIndex,
  report: Report,
): { readonly pre?: BuildScript; readonly setup?: BuildScript; readonly post?: BuildScript } => {
  const script = (section: BuildScript["section"]): BuildScript | undefined =>
    scriptOf(text, section, lines, report);
  const [pre, setup, post] = [script("pre"), script("setup"), script("post")];
  return { ...(pre && { pre }), ...(setup && { setup }), ...(post && { post }) };
};

const scriptOf = (
  text: StageText,
  section: BuildScript["section"],
  lines: LineIndex,
  report: Report,
): BuildScript | undefined => {
  const { stage, recipe, locate } = text;
  const draft = createDraft(text, lines);
  const own = stage.sections.filter(({ type, body }) => type === section && body.start < body.end);
  for (const { body } of own) draft.add(body);
  const installs = section === "post" ? installsOf(stage) : [];
  for (const [name, bodies] of installs) {
    const folder = `/${appFolder(name)}`;
    draft.say(`\ncd /\n. ${singleQuote(`${folder}/scif/env/01-base.sh`)}\n\ncd ${singleQuote(folder)}\n`);
    for (const body of bodies) draft.add(body);
    draft.say("cd /\n");
  }
  const [first] = [...own, ...stage.sections.filter(({ type }) => type === "appinstall")];
  const doesSomething = [...own.map(({ body }) => body), ...installs.flatMap(([, bodies]) => bodies)].some(
    (body) => /^[^\S\n]*[^\s#]/m.test(textAt(recipe.file.text, body)),
  );
  if (first === undefined || !doesSomething) return undefined;
  const script = {
    section,
    ...commandOf(section, stage.sections, reportAt(report, text)),
    ...draft.finish(),
    place: locate(first.line),
  };
  const why = section === "post" ? uncuttable(script) : undefined;
  if (why !== undefined)
    reportAt(
      report,
      text,
    )({
      code: "build/bad-checkpoint",
      severity: "error",
      message: `the script cannot be cut at its checkpoints: ${why}`,
      span: first.line,
      hint: "move the line #@checkpoint, or take it away",
    });
  return script;
};

/** What apps install, in the order of the apps. */
const installsOf = ({ apps }: Stage): readonly (readonly [name: string, bodies: readonly Span[]])[] =>
  apps.flatMap(({ name, sections }) => {
    const bodies = sections.filter(({ type }) => type === "appinstall").map(({ body }) => body);
    return bodies.length === 0 ? [] : [[name, bodies] as const];
  });

/** A script that is put together from bodies, whose lines are the author's, and from lines of our own. */
const createDraft = ({ recipe, locate }: StageText, lines: LineIndex) => {
  const parts: string[] = [];
  const places: ScriptPlace[] = [];
  let line = 1;
  return {
    add: (body: Span): void => {
      const text = endLine(textAt(recipe.file.text, body));
      let at = body.start;
      let expected = Number.NaN;
      for (const one of text.slice(0, -1).split("\n")) {
        const number = lines.position(locate({ start: at, end: at }).start).line + 1;
        if (number !== expected) places.push({ line, recipe: number });
        expected = number + 1;
        line += 1;
        at += one.length + 1;
      }
      parts.push(text.replaceAll("\r\n", "\n"));
    },
    say: (text: string): void => {
      places.push({ line });
      parts.push(text);
      line += text.split("\n").length - 1;
    },
    finish: (): Pick<BuildScript, "text" | "places"> => ({ text: parts.join(""), places }),
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
