/**
 * What only bash understands and a POSIX `sh` (dash) does not: either it stops with a syntax error, or worse, means something else.
 * Source: POSIX.1-2024 Shell Command Language, https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
 */

import type { Span } from "@deftools/text";
import { builtinBashisms } from "./builtin-bashisms.ts";
import { inventoryOf, type PlacedNode } from "./inventory.ts";
import type { Assignment, Redirect, ShellScript, WordPart } from "./tree.ts";

/** One construct of bash, and where. `name` is a short noun for messages: `[[ … ]]`, `array`, `&>`. */
export interface Bashism {
  readonly name: string;
  readonly span: Span;
}

/** Every construct of a script that needs bash, in file order. */
export const bashismsIn = (script: ShellScript): readonly Bashism[] => {
  const known = remembered.get(script) ?? found(script);
  remembered.set(script, known);
  return known;
};

/** An editor asks again after each keystroke, and most scripts have stayed. */
const remembered = new WeakMap<ShellScript, readonly Bashism[]>();

const found = (script: ShellScript): readonly Bashism[] => {
  const { commands, compounds, parameters, otherParts, redirects, assignments } = inventoryOf(script);
  const all: Bashism[] = [];
  const report = (name: string | undefined, span: Span): void => {
    if (name !== undefined) all.push({ name, span });
  };
  for (const { command } of commands)
    for (const { name, word } of builtinBashisms(command)) report(name, word.span);
  for (const { node } of compounds) inNode(node, report);
  for (const { part } of parameters) report(inParameter(part), part.span);
  for (const part of otherParts) report(inPart(part), part.span);
  for (const redirect of redirects) report(inRedirect(redirect), redirect.span);
  for (const assignment of assignments) report(inAssignment(assignment), assignment.span);
  // a variable of bash that the script sets itself is its own
  const isOwn = (name: string): boolean =>
    name.startsWith("$") && assignments.some((assignment) => `$${assignment.name}` === name);
  return all.filter(({ name }) => !isOwn(name)).sort((a, b) => a.span.start - b.span.start);
};

type Report = (name: string | undefined, span: Span) => void;

const constructs = { test: "[[ … ]]", arithmetic: "(( … ))", coproc: "coproc" } as const;

const inNode = (node: PlacedNode["node"], report: Report): void => {
  switch (node.kind) {
    case "bash-only":
      report(constructs[node.construct], node.span);
      return;
    case "function":
      report(node.keyword ? "function" : undefined, {
        start: node.span.start,
        end: node.nameSpan.end,
      });
      return;
    case "pipeline":
      report(node.operators.includes("|&") ? "|&" : undefined, node.span);
      return;
    case "loop":
      if (node.word === "select") report("select", node.span);
      if (node.arithmetic !== undefined) report("for (( … ))", node.arithmetic.span);
      return;
    case "case":
      for (const { terminator, patterns } of node.branches)
        if (terminator !== undefined && terminator !== ";;")
          report(terminator, patterns[0]?.span ?? node.span);
      return;
    case "and-or":
    case "if":
    case "group":
      return;
  }
};

const inPart = (part: WordPart): string | undefined => {
  switch (part.kind) {
    case "literal":
      return part.dollar === undefined ? undefined : "$'…'";
    case "substitution":
      return part.form === "process" ? "<( … )" : undefined;
    case "pattern":
      if (part.form === "brace") return "{a,b}";
      return part.form === "extended" ? "extended glob" : undefined;
    case "parameter":
    case "arithmetic":
    case "tilde":
    case "placeholder":
      return undefined;
  }
};

/** Variables that only bash sets. */
const variables =
  /^(BASH_\w+|BASHPID|FUNCNAME|PIPESTATUS|RANDOM|SECONDS|EPOCHSECONDS|DIRSTACK|HOSTTYPE|MACHTYPE|OSTYPE|UID|EUID|GROUPS)$/;

const inParameter = ({ name, prefix, subscript, operator = "" }: WordPart & { kind: "parameter" }) => {
  if (subscript !== undefined) return "array";
  if (prefix === "!") return "${!…}";
  if (operator.startsWith("/")) return "${…/…}";
  if (operator === ":") return "${…:…}";
  if (/^[\^,@]/.test(operator)) return `\${…${operator}}`;
  return variables.test(name) ? `$${name}` : undefined;
};

const inRedirect = ({ operator, target, descriptor }: Redirect): string | undefined => {
  if (operator === "<<<" || operator === "&>" || operator === "&>>") return operator;
  if (descriptor?.startsWith("{") === true) return "{fd}>";
  // `>& file`; `>&2` and `>&-` are POSIX.
  const toFile = operator === ">&" && target?.value !== undefined && !/^(\d+|\d*-)$/.test(target.value);
  return toFile ? ">& file" : undefined;
};

const inAssignment = ({ append, elements, subscript }: Assignment): string | undefined => {
  if (elements !== undefined || subscript !== undefined) return "array";
  return append ? "+=" : undefined;
};
