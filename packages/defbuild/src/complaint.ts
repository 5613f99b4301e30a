/** How problems and failures are told: subject first, then the place, then the way out. */

import type { BuildProblem } from "@deftools/build";
import { LineIndex } from "@deftools/text";
import type { Failure } from "@deftools/trouble";
import { visible } from "./visible.ts";

/** A recipe and the name it was given by. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/**
 * `recipe.def:3:1: error: message`, the line, what of it is meant, and the hint.
 *
 *     recipe.def:3:1: error: %post cannot be built yet: it is a script that runs inside the image
 *         3 | %post
 *           | ^~~~~
 *       hint: start from an image that has the programs already
 */
export const problemText = ({ name, text }: NamedText, problem: BuildProblem): string => {
  const lines = new LineIndex(text);
  const { line, column } = lines.position(problem.span.start);
  const whole = lines.line(line);
  const code = withoutSecret(text.slice(whole.start, whole.end)).slice(0, LONGEST_LINE);
  const number = `${line + 1}`;
  const before = visible(code.slice(0, column)).length;
  const marked = visible(code.slice(column, Math.min(problem.span.end, whole.end) - whole.start)).length;
  const frame = [
    `  ${number.padStart(3)} | ${visible(code)}`,
    `  ${"".padStart(Math.max(3, number.length))} | ${" ".repeat(before)}^${"~".repeat(Math.max(0, marked - 1))}`,
  ];
  return [
    `${visible(name)}:${line + 1}:${column + 1}: ${problem.severity}: ${visible(problem.message)}`,
    ...(column < LONGEST_LINE ? frame : []),
    ...(problem.hint === undefined ? [] : [`  hint: ${visible(problem.hint)}`]),
    "",
  ].join("\n");
};

/** What follows these keywords is a secret, and terminals are logged. */
const withoutSecret = (line: string): string =>
  line.replace(/^(\s*(?:username|password|token)\s*:).*$/i, "$1");

/** Longer lines are cut; a mark behind the cut is told by its column only. */
const LONGEST_LINE = 200;

/** What the world did, and the way out; with `verbose` also what was behind it. */
export const failureText = (
  failure: Failure,
  { verbose = false }: { readonly verbose?: boolean } = {},
): string => {
  const lines = [`defbuild: ${visible(failure.message)}`];
  if (failure.hint !== undefined) lines.push(`  hint: ${visible(failure.hint)}`);
  if (failure.code === "sandbox/no-rung")
    lines.push("  more: defbuild doctor tells why each way does not work");
  for (let cause = failure.cause; verbose && cause instanceof Error; cause = cause.cause)
    lines.push(`  because: ${visible(cause.message)}`);
  return `${lines.join("\n")}\n`;
};
