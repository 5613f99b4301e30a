/** Commands that run another command: seeing through `sudo`, `env`, `time` and their kin. */

import { type OptionRules, optionsOf } from "./options.ts";
import type { ShellWord, SimpleCommand } from "./tree.ts";

/** A command without what is wrapped around it. */
export interface PlainCommand {
  /** The command's name without its directory: `apt-get` of `sudo /usr/bin/apt-get`; absent when an expansion decides it. */
  readonly name: string | undefined;
  readonly nameWord: ShellWord | undefined;
  readonly arguments: readonly ShellWord[];
  /** The names of what was taken off, outermost first. */
  readonly wrappers: readonly string[];
}

interface Wrapper extends OptionRules {
  /** Operands in front of the command: the time of `timeout`, the user of `gosu`. */
  readonly operands?: number;
  /** `NAME=value` words in front of the command are skipped. */
  readonly assignments?: true;
  /** With one of these it runs nothing. */
  readonly unless?: readonly string[];
}

const wrappers = new Map<string, Wrapper>([
  [
    "sudo",
    {
      valued: [
        "-u",
        "-g",
        "-h",
        "-p",
        "-C",
        "-T",
        "-U",
        "-r",
        "-t",
        "-D",
        "-R",
        "--user",
        "--group",
        "--host",
        "--prompt",
        "--chdir",
      ],
      assignments: true,
    },
  ],
  ["doas", { valued: ["-u", "-C"] }],
  ["env", { valued: ["-u", "-C", "--unset", "--chdir"], assignments: true }],
  ["time", { valued: ["-o", "-f", "--output", "--format"] }],
  ["nice", { valued: ["-n", "--adjustment"] }],
  ["ionice", { valued: ["-c", "-n", "--class", "--classdata"] }],
  ["nohup", {}],
  ["setsid", {}],
  ["command", { unless: ["-v", "-V"] }],
  ["builtin", {}],
  ["exec", { valued: ["-a"] }],
  ["stdbuf", { valued: ["-i", "-o", "-e", "--input", "--output", "--error"] }],
  ["timeout", { valued: ["-k", "-s", "--kill-after", "--signal"], operands: 1 }],
  [
    "xargs",
    {
      valued: [
        "-n",
        "-P",
        "-I",
        "-L",
        "-d",
        "-a",
        "-E",
        "-s",
        "--max-args",
        "--max-procs",
        "--delimiter",
        "--arg-file",
      ],
    },
  ],
  ["fakeroot", {}],
  ["eatmydata", {}],
  ["chronic", {}],
  ["gosu", { operands: 1 }],
  ["su-exec", { operands: 1 }],
  ["chroot", { valued: ["--userspec", "--groups"], operands: 1 }],
]);

/** The command that really runs, and its arguments. */
export const stripWrappers = (command: Pick<SimpleCommand, "name" | "arguments">): PlainCommand => {
  const taken: string[] = [];
  let nameWord = command.name;
  let words = command.arguments;
  for (;;) {
    const name = nameOf(nameWord);
    const wrapper = name === undefined ? undefined : wrappers.get(name);
    const inner = wrapper === undefined ? undefined : wrapped(words, wrapper);
    const first = inner?.[0];
    if (name === undefined || inner === undefined || first === undefined)
      return { name, nameWord, arguments: words, wrappers: taken };
    taken.push(name);
    nameWord = first;
    words = inner.slice(1);
  }
};

const nameOf = (word: ShellWord | undefined): string | undefined =>
  word?.value?.slice(word.value.lastIndexOf("/") + 1);

const wrapped = (words: readonly ShellWord[], wrapper: Wrapper): readonly ShellWord[] | undefined => {
  const { options, operands } = optionsOf(words, { ...wrapper, firstOperandEnds: true });
  if (options.some(({ name }) => wrapper.unless?.includes(name) === true)) return undefined;
  const rest = operands.slice(wrapper.operands ?? 0);
  if (wrapper.assignments !== true) return rest;
  const start = rest.findIndex(({ text }) => !/^[A-Za-z_]\w*=/.test(text));
  return start === -1 ? [] : rest.slice(start);
};
