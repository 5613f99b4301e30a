/** Where a script sets and reads variables: assignments, `$NAME`, arithmetic, and the commands that take names of variables. */

import {
  assignmentsIn,
  type CommandContext,
  type OptionRules,
  optionsOf,
  type ShellNode,
  type ShellScript,
  type ShellWord,
  walk,
} from "@deftools/shell";
import { type Span, textAt } from "@deftools/text";
import type { Mention } from "./name.ts";

/** One mention of a variable in a script. */
export interface VariableMention extends Mention {
  readonly name: string;
  readonly inFunction?: string;
}

/** What a script does with variables; positional and special parameters are none. */
export const variablesIn = (text: string, script: ShellScript): readonly VariableMention[] => {
  const found: VariableMention[] = [];
  const add = (name: string, span: Span, role: Mention["role"], { inFunction }: CommandContext): void => {
    if (isVariable(name))
      found.push({ name, span, role, ...(inFunction === undefined ? {} : { inFunction }) });
  };
  for (const { assignment, context } of assignmentsIn(script)) {
    const sets = assignment.value !== undefined || assignment.elements !== undefined;
    add(assignment.name, assignment.nameSpan, sets ? "definition" : "use", context);
  }
  walk(script, {
    node: (node, context) => {
      for (const word of namedBy(text, node)) add(word.name, word.span, word.role, context);
      if (node.kind === "loop" && node.variable !== undefined && node.variableSpan)
        add(node.variable, node.variableSpan, "definition", context);
    },
    part: (part, context) => {
      if (part.kind !== "parameter") return;
      // behind `$`, `${`, `${#`, or at once in arithmetic
      const sign = /^\$?\{?[#!]?/.exec(textAt(text, part.span))?.[0].length ?? 0;
      const start = part.span.start + sign;
      const sets = sign === 0 ? isSet(text, part.span) : /^:?=$/.test(part.operator ?? "");
      add(part.name, { start, end: start + part.name.length }, sets ? "definition" : "use", context);
    },
  });
  return found;
};

/** Whether arithmetic sets a name: `i = 1`, `i += 2`, `i++`, `--i`. */
const isSet = (text: string, { start, end }: Span): boolean =>
  /^\s*(?:\+\+|--|(?:[-+*/%&|^]|<<|>>)?=(?!=))/.test(text.slice(end, end + LONGEST_OPERATOR)) ||
  /(?:\+\+|--)\s*$/.test(text.slice(Math.max(0, start - LONGEST_OPERATOR), start));

/** With some blanks. */
const LONGEST_OPERATOR = 8;

const isVariable = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);

/** Where a command has names of variables among its words. */
interface Naming extends OptionRules {
  readonly role: Mention["role"];
  /** The operands that are names, from the first to before the end. */
  readonly operands?: readonly [first: number, end?: number];
  /** The option whose value is one. */
  readonly option?: string;
}

const lines: Naming = {
  role: "definition",
  operands: [0],
  valued: ["-d", "-n", "-O", "-s", "-u", "-C", "-c"],
};
const condition: Naming = { role: "use", option: "-v", valued: ["-v"] };

const namings = new Map<string, Naming>([
  [
    "read",
    {
      role: "definition",
      operands: [0],
      option: "-a",
      valued: ["-a", "-d", "-i", "-n", "-N", "-p", "-t", "-u"],
    },
  ],
  ["mapfile", lines],
  ["readarray", lines],
  ["getopts", { role: "definition", operands: [1, 2] }],
  ["printf", { role: "definition", option: "-v", valued: ["-v"], firstOperandEnds: true }],
  ["unset", { role: "use", operands: [0] }],
  ["test", condition],
  ["[", condition],
]);

const namedBy = (text: string, node: ShellNode): readonly VariableMention[] => {
  // of `[[ -v NAME ]]` the tree has the words without the operators
  if (node.kind === "bash-only")
    return node.words
      .filter(({ span: { start } }) =>
        /\s-v\s+$/.test(text.slice(Math.max(0, start - LONGEST_OPERATOR), start)),
      )
      .flatMap((word) => named(word, "use"));
  const naming = node.kind === "command" ? namings.get(node.name?.value ?? "") : undefined;
  return node.kind === "command" && naming ? namedAmong(node.arguments, naming) : [];
};

const namedAmong = (words: readonly ShellWord[], naming: Naming): readonly VariableMention[] => {
  const { options, operands } = optionsOf(words, naming);
  // `unset -f` takes functions
  if (options.some(({ name }) => name === "-f")) return [];
  const values = options.flatMap(({ name, valueWord }) =>
    name === naming.option && valueWord ? [valueWord] : [],
  );
  const names = naming.operands ? operands.slice(...naming.operands) : [];
  return [...values, ...names].flatMap((word) => named(word, naming.role));
};

const named = ({ value, span }: ShellWord, role: Mention["role"]): readonly VariableMention[] =>
  value === undefined ? [] : [{ name: value, span, role }];
