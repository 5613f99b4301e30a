/**
 * Which program reads a script, by the engine's rules.
 * Source: apptainer v1.4.5, internal/pkg/build/stage.go and util.go (build scripts), metadata.go (stored scripts).
 *
 * | sections                    | run as                                                             |
 * | --------------------------- | ------------------------------------------------------------------ |
 * | pre, setup, post            | `/bin/sh -ex [arguments]`; with `-c SHELL …`, `SHELL …` without -e |
 * | runscript, startscript, test| the body's first line if it is a `#!`, else `/bin/sh`              |
 * | appinstall                  | as part of post                                                    |
 * | environment, app…           | `/bin/sh`                                                          |
 */

import type { SectionNode } from "@deftools/grammar";
import type { Dialect } from "@deftools/shell";
import { textAt } from "@deftools/text";
import type { ScriptSection } from "./recipe.ts";
import { wordsOf } from "./section-words.ts";

/** A program and whether it stops at the first failing command. */
export interface Interpreter {
  /** The path or name as written, without arguments. */
  readonly command: string;
  readonly exitsOnError: boolean;
}

/** The interpreter of all sections of one type in a stage: their bodies are one script, their last arguments count. */
export const interpreterOf = (
  text: string,
  type: ScriptSection,
  sections: readonly SectionNode[],
): Interpreter => {
  switch (type) {
    case "pre":
    case "setup":
    case "post":
      return buildInterpreter(argumentsOf(type, sections));
    case "appinstall":
      return buildInterpreter(argumentsOf("post", sections));
    case "runscript":
    case "startscript":
    case "test":
      return storedInterpreter(shebangOf(text, type, sections), argumentsOf(type, sections));
    case "environment":
    case "appenv":
    case "apprun":
    case "appstart":
    case "apptest":
      return { command: "/bin/sh", exitsOnError: false };
  }
};

const argumentsOf = (type: ScriptSection, sections: readonly SectionNode[]): readonly string[] => {
  const last = sections.findLast((section) => section.type === type && section.argument !== undefined);
  return last === undefined ? [] : wordsOf(last).map(({ text }) => text);
};

const buildInterpreter = (words: readonly string[]): Interpreter => {
  const [shell, ...options] = words.includes("-c") ? words.slice(words.indexOf("-c") + 1) : [];
  if (shell !== undefined) return { command: programOf(shell, options), exitsOnError: setsErrexit(options) };
  return { command: "/bin/sh", exitsOnError: !words.some((word) => /^\+[a-z]*e/.test(word)) };
};

/** The `#!` line of a stored script: only on the first line of all bodies together, though it may be indented there. */
const shebangOf = (
  text: string,
  type: ScriptSection,
  sections: readonly SectionNode[],
): string | undefined => {
  for (const section of sections) {
    if (section.type !== type || section.body.start === section.body.end) continue;
    return /^[^\S\n]*#!([^\n]*)/.exec(textAt(text, section.body))?.[1];
  }
  return undefined;
};

const storedInterpreter = (shebang: string | undefined, more: readonly string[]): Interpreter => {
  const [program = "/bin/sh", ...options] = shebang?.match(/\S+/g) ?? [];
  const all = [...options, ...more];
  return { command: programOf(program, all), exitsOnError: setsErrexit(all) };
};

/** Behind `env`, the program is the first word that is no option and no assignment. */
const programOf = (first: string, rest: readonly string[]): string =>
  nameOf(first) === "env" ? (rest.find((word) => !/^-|=/.test(word)) ?? first) : first;

const setsErrexit = (options: readonly string[]): boolean =>
  options.some(
    (option, index) => /^-[a-z]*e/.test(option) || (option === "errexit" && options[index - 1] === "-o"),
  );

const nameOf = (command: string): string => command.slice(command.lastIndexOf("/") + 1);

/** Korn shells read what bash reads, as far as a tree can tell. */
const dialects: ReadonlyMap<string, Dialect> = new Map<string, Dialect>([
  ["sh", "sh"],
  ["dash", "sh"],
  ["ash", "sh"],
  ["posh", "sh"],
  ["busybox", "sh"],
  ["bash", "bash"],
  ["rbash", "bash"],
  ["ksh", "bash"],
  ["mksh", "bash"],
]);

/** The language an interpreter reads; `other` when it is no Bourne shell. */
export const dialectOf = (command: string): Dialect | "other" => dialects.get(nameOf(command)) ?? "other";
