/**
 * Follows what a shell says with `-x`, to tell at which line a script ended. Bash and busybox tell the number of the line, though in
 * functions busybox counts from where the function starts; dash as Debian builds it tells none, so commands are looked for in the text,
 * from the last one on.
 */

import { commandsIn, parseScript } from "@deftools/shell";
import { LineIndex } from "@deftools/text";

/** Marks the number of a line in the trace; no shell and no program says it. */
const MARK = "\u0001";

/** In front of the first line of a script, on the same line, so that no number changes. */
export const tracePrelude = `PS4='+${MARK}\${LINENO-}${MARK} '; `;

/** For bash where nothing is traced: it tells which command failed. */
export const failurePrelude = `trap 'printf "${MARK}%s${MARK}%s${MARK}\\n" "$LINENO" "\${BASH_COMMAND%%$'"'\\\\n'"'*}" >&2' ERR; `;

/** A command that a script was at. */
export interface TracePoint {
  /** Of the script, from 1; absent when it cannot be told. */
  readonly line?: number;
  /** As the shell told it, words expanded. */
  readonly command: string;
}

export interface TraceFollower {
  /** Takes a line of output; gives it as people see it, or nothing when it was only for us. */
  take(line: string): string | undefined;
  /** Where the script is. */
  last(): TracePoint | undefined;
}

/** Follows the trace of a script, which is a shell's. */
export const followTrace = (text: string): TraceFollower => {
  const commands = commandsOf(text);
  let isPrelude = true;
  let at = 0;
  let last: TracePoint | undefined;
  const find = (traced: string): number | undefined => {
    const words = unquote(traced);
    const isThis = (command: Command): boolean => matches(command, words);
    const next = commands.findIndex((command, index) => at <= index && isThis(command));
    const found = next === -1 ? commands.findIndex(isThis) : next;
    if (found === -1) return undefined;
    at = found;
    return commands[found]?.line;
  };
  return {
    take: (line) => {
      if (isPrelude && PRELUDE.test(line)) return undefined;
      const [, pluses = "", number = "", said = ""] = TRACED.exec(line) ?? [];
      const command = said.replaceAll(MARKS, "");
      if (pluses !== "") {
        isPrelude = false;
        const found = find(command);
        const told = number === "" ? undefined : Number(number);
        const real = told === undefined || isAt(text, told, command) ? told : undefined;
        last = { command, ...lineOf(real ?? found ?? told) };
        return `${pluses} ${command}`;
      }
      const [, failed, what = ""] = FAILED.exec(line) ?? [];
      if (failed === undefined) return line.replaceAll(MARKS, "");
      last = { command: what, line: Number(failed) };
      return undefined;
    },
    last: () => last,
  };
};

/** Commands of a pipeline trace at once, and write over each other. */
const MARKS = new RegExp(`${MARK}\\d*${MARK} ?`, "g");

const lineOf = (line: number | undefined): { readonly line?: number } => (line === undefined ? {} : { line });

const TRACED = new RegExp(`^(\\++)${MARK}(\\d*)${MARK} (.*)$`);
/** Bash traces the prelude by the old mark, the others by the new. */
const PRELUDE = new RegExp(`^\\+(?:${MARK}\\d*${MARK})? PS4=`);
const FAILED = new RegExp(`^${MARK}(\\d+)${MARK}(.*)${MARK}$`);

interface Command {
  readonly line: number;
  /** What must be in the traced command, in this order. */
  readonly words: readonly string[];
}

const commandsOf = (text: string): readonly Command[] => {
  const lines = new LineIndex(text);
  return commandsIn(parseScript(text, { start: 0, end: text.length })).map(({ command }) => {
    const known = [...(command.name ? [command.name] : []), ...command.arguments];
    const assigned = command.name ? [] : command.assignments.map(({ name }) => `${name}=`);
    return {
      line: lines.position(command.span.start).line + 1,
      words: [...assigned, ...known.flatMap(({ value }) => (value === undefined ? [] : [unquote(value)]))],
    };
  });
};

const matches = ({ words }: Command, traced: string): boolean => {
  if (words.length === 0) return false;
  let from = 0;
  for (const word of words) {
    const found = traced.indexOf(word, from);
    if (found === -1) return false;
    from = found + word.length;
  }
  return true;
};

/** Shells quote in their own ways. */
const unquote = (text: string): string => text.replaceAll(/['"\\$]/g, "");

/** Whether the first word of a command is on a line. */
const isAt = (text: string, line: number, command: string): boolean => {
  const [word = ""] = unquote(command).split(/[\s=]/, 1);
  return unquote(text.split("\n")[line - 1] ?? "").includes(word);
};
