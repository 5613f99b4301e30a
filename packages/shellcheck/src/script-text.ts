/** A script as ShellCheck is given it: with the first line that says how the engine runs it, and placeholders masked. */

import type { Recipe, Script } from "@deftools/recipe";
import { covers, type Span, span, textAt } from "@deftools/text";

export interface ScriptText {
  readonly text: string;
  /** ShellCheck's line 1 is this line of the file, counted from 0; -1 lines are ours. */
  readonly firstLine: number;
  /** What stands at the places of placeholders. */
  readonly masked: readonly Span[];
}

/** Absent for scripts that are no Bourne shell, and for empty ones. */
export const scriptTextOf = (recipe: Recipe, script: Script): ScriptText | undefined => {
  const body = textAt(recipe.file.text, script.body);
  if (script.dialect === "other" || body.trim() === "") return undefined;
  const masked = recipe.file.placeholders
    .map((each) => each.span)
    .filter((each) => covers(script.body, each));
  let text = "";
  let done = script.body.start;
  for (const { start, end } of masked) {
    text += recipe.file.text.slice(done, start) + maskOf(end - start);
    done = end;
  }
  text += recipe.file.text.slice(done, script.body.end);
  // the engine drops CR before LF, and so do columns that count from the line's start
  text = text.replaceAll("\r\n", "\n");
  const { line } = recipe.lines.position(script.body.start);
  // a #! of the script's own says more than we could
  if (text.startsWith("#!")) return { text, firstLine: line, masked };
  return { text: `${shebangOf(script)}\n${text}`, firstLine: line - 1, masked };
};

/**
 * Apptainer runs `/bin/sh -ex`: with `-e` known, ShellCheck asks for no `cd … || exit`. It reads `%environment` itself, as bash does
 * (apptainer v1.4.5, process_linux.go, runActionScript).
 */
const shebangOf = ({ section, interpreter, dialect, exitsOnError }: Script): string => {
  if (section === "environment" || section === "appenv") return "#!/bin/bash";
  const name = interpreter.slice(interpreter.lastIndexOf("/") + 1);
  const shell = KNOWN.has(name) ? name : dialect;
  return `#!/bin/${shell}${exitsOnError ? " -e" : ""}`;
};

/** What ShellCheck takes for a shell. `dash` would raise everything that is only bash's from warning to error. */
const KNOWN: ReadonlySet<string> = new Set(["sh", "bash", "ksh"]);

/** A word of the same length, so that no place moves. */
const maskOf = (length: number): string => "x".padEnd(length, "_");

/** Whether a place touches a mask. */
export const touchesMask = ({ masked }: ScriptText, place: Span): boolean =>
  masked.some((each) => place.start < each.end && each.start < Math.max(place.end, place.start + 1));

/** The lines that a place lies in, whole: of a test, ShellCheck names the operator, and the mask stands beside it. */
export const linesOf = ({ lines }: Recipe, { start, end }: Span): Span =>
  span(lines.line(lines.position(start).line).start, lines.line(lines.position(end).line).end);
