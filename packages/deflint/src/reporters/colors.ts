/** Colors for terminals, and nothing for pipes. */

import { styleText } from "node:util";
import type { Output } from "../ports.ts";

type Style = Parameters<typeof styleText>[0];

/** Gives a text a style, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** `FORCE_COLOR` before `NO_COLOR` (no-color.org) before what the output is. */
export const painter = (output: Output, env: Readonly<Record<string, string | undefined>>): Paint => {
  const wanted = colorsWanted(output, env);
  return (style, text) => (wanted ? styleText(style, text, { validateStream: false }) : text);
};

const colorsWanted = (
  output: Output,
  { FORCE_COLOR: force, NO_COLOR: no, TERM: term }: Readonly<Record<string, string | undefined>>,
): boolean => {
  if (force !== undefined && force !== "") return force !== "0" && force !== "false";
  if (no !== undefined && no !== "") return false;
  return output.isTTY && term !== "dumb";
};
