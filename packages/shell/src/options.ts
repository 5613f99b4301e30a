/** Arguments of a command, split into options and operands as `getopt` does it. */

import type { ShellWord } from "./tree.ts";
import { wordValue } from "./word-value.ts";

/** One option: `-y`, `--assume-yes`, `--target=x`, or a letter of `-qy`. */
export interface Option {
  /** With its dashes and without a value: `-y`, `--target`. */
  readonly name: string;
  /** The word it stands in. */
  readonly word: ShellWord;
  /** After `=`, behind the letter, or in the next word if the option is known to take one. */
  readonly value?: string;
  /** The next word, when the value stands there. */
  readonly valueWord?: ShellWord;
}

/** The two kinds of arguments, each in file order. */
export interface Options {
  readonly options: readonly Option[];
  readonly operands: readonly ShellWord[];
}

/** What has to be known about a command to split its arguments. */
export interface OptionRules {
  /** The options that take a value, as `-o` or `--output`; of others, only `--name=value` has one. */
  readonly valued?: readonly string[];
  /** The first operand ends the options, as for `sudo` and `env`. */
  readonly firstOperandEnds?: boolean;
}

/** Splits arguments; behind `--` all are operands. */
export const optionsOf = (
  words: readonly ShellWord[],
  { valued = [], firstOperandEnds = false }: OptionRules = {},
): Options => {
  const options: Option[] = [];
  const operands: ShellWord[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    const text = wordValue(word);
    if (text === "--") return { options, operands: [...operands, ...words.slice(index + 1)] };
    if (!text.startsWith("-") || text === "-") {
      if (firstOperandEnds) return { options, operands: words.slice(index) };
      operands.push(word);
      continue;
    }
    const found = text.startsWith("--") ? longOption(word, text) : shortOptions(word, text, valued);
    const last = found.at(-1);
    const next = words[index + 1];
    if (last !== undefined && last.value === undefined && valued.includes(last.name) && next !== undefined) {
      found[found.length - 1] = { ...last, value: wordValue(next), valueWord: next };
      index++;
    }
    options.push(...found);
  }
  return { options, operands };
};

/** Whether one of the names is among the options. */
export const hasOption = ({ options }: Options, ...names: readonly string[]): boolean =>
  options.some(({ name }) => names.includes(name));

const longOption = (word: ShellWord, text: string): Option[] => {
  const equals = text.indexOf("=");
  if (equals === -1) return [{ name: text, word }];
  return [{ name: text.slice(0, equals), word, value: text.slice(equals + 1) }];
};

const shortOptions = (word: ShellWord, text: string, valued: readonly string[]): Option[] => {
  const found: Option[] = [];
  for (let index = 1; index < text.length; index++) {
    const name = `-${text[index]}`;
    const rest = text.slice(index + 1);
    if (valued.includes(name) && rest !== "") return [...found, { name, word, value: rest }];
    found.push({ name, word });
  }
  return found;
};
