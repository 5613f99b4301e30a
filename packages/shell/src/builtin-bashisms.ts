/**
 * Ways to call built-in commands that dash refuses or takes for plain text, one row per fact.
 * Source: dash(1), https://manpages.debian.org/bookworm/dash/dash.1.en.html
 */

import type { ShellWord, SimpleCommand } from "./tree.ts";

/** A word of a command that only bash understands there. */
export interface BuiltinBashism {
  readonly name: string;
  readonly word: ShellWord;
}

/** Built-in commands that dash does not have. */
const commands = new Set(
  "source declare typeset let shopt pushd popd dirs mapfile readarray enable complete compgen disown caller".split(
    " ",
  ),
);

/** Those of dash's that take `NAME=value`. */
const declarations = new Set(["export", "readonly", "local"]);

/** An argument that dash does not know for this command. */
const refusals = Map.groupBy<string, Refusal>(
  [
    ["echo", /^-[nE]*e[neE]*$/, "echo -e"],
    ["read", /^-r?[adeintNsu]/],
    ["set", /^pipefail$/, "set -o pipefail"],
    ["trap", /^(?:ERR|DEBUG|RETURN)$/],
    ["printf", /^-v$/],
    ["printf", /^[^-].*%q|^%q/, "printf %q"],
    ["type", /^-/],
    ["wait", /^-n$/],
    ["exec", /^-a$/],
    ["export", /^-[nf]/],
    ["local", /^-[aAirx]/],
    ["test", /^==$/],
    ["[", /^==$/],
  ],
  ([command]) => command,
);

type Refusal = readonly [command: string, argument: RegExp, name?: string];

/** What is bash's own in a command: its name, or words among its arguments. */
export const builtinBashisms = ({ name, arguments: words }: SimpleCommand): readonly BuiltinBashism[] => {
  const command = name?.value;
  if (name === undefined || command === undefined) return [];
  if (commands.has(command)) return [{ name: command, word: name }];
  const arrays = declarations.has(command) ? words.filter(({ text }) => /^\w+\+?=\(/.test(text)) : [];
  const refused = (refusals.get(command) ?? []).flatMap(([, argument, label]) => {
    const word = words.find(({ value }) => value !== undefined && argument.test(value));
    return word === undefined ? [] : [{ name: label ?? `${command} ${word.text}`, word }];
  });
  return [...arrays.map((word) => ({ name: "array", word })), ...refused];
};
