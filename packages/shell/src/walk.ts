/** Walks over a script in source order, however deep: its commands, nodes and words. What a walk usually looks for is in `inventory.ts`. */

import type { Span } from "@deftools/text";
import type {
  Arithmetic,
  Assignment,
  Redirect,
  ShellNode,
  ShellScript,
  ShellWord,
  Statement,
  WordPart,
} from "./tree.ts";

/** Where a command stands. */
export interface CommandContext {
  /** In a `( … )`, a pipeline or a substitution: changes of directory and variables end there. */
  readonly subshell: boolean;
  /** The function whose body it is in. */
  readonly inFunction?: string;
  /** It runs only if a condition says so (`if`, `case`, `&&`, `||`, loops). */
  readonly conditional: boolean;
  /** Something asks for its status, so its failure stops no script under `set -e`: a condition, `!`, all but the last of `&&`, `||` and pipelines. */
  readonly tested: boolean;
  /** The whole statement at top level it belongs to. */
  readonly statement: Span;
}

/** What a walk calls, a node before what it holds. */
export interface Visitor {
  readonly node?: (node: ShellNode, context: CommandContext) => void;
  readonly word?: (word: ShellWord, context: CommandContext) => void;
  readonly part?: (part: WordPart, context: CommandContext) => void;
  readonly redirect?: (redirect: Redirect, context: CommandContext) => void;
  readonly assignment?: (assignment: Assignment, context: CommandContext) => void;
}

/** Shows a visitor everything in a script, substitutions in words and here-documents included. */
export const walk = ({ statements }: ShellScript, visitor: Visitor): void => {
  for (const statement of statements) walkTopStatement(statement, visitor);
};

/** Shows a visitor everything in one of a script's own statements. */
export const walkTopStatement = (statement: Statement, visitor: Visitor): void =>
  walkStatement(visitor, statement, {
    subshell: false,
    conditional: false,
    tested: false,
    statement: statement.span,
  });

const walkStatement = (visitor: Visitor, statement: Statement, context: CommandContext): void =>
  walkNode(visitor, statement.command, statement.background ? inSubshell(context) : context);

const walkAll = (visitor: Visitor, statements: readonly Statement[], context: CommandContext): void => {
  for (const statement of statements) walkStatement(visitor, statement, context);
};

/** A condition is asked for the status of its last statement; the parser of a shell does not care which, and `set -e` is off in all. */
const walkCondition = (visitor: Visitor, statements: readonly Statement[], context: CommandContext): void =>
  walkAll(visitor, statements, tested(context));

// a context that is right already is passed on: deep in a script most are, and a copy for each command was a tenth of all memory

const inSubshell = (context: CommandContext): CommandContext =>
  context.subshell ? context : { ...context, subshell: true };

const conditional = (context: CommandContext): CommandContext =>
  context.conditional ? context : { ...context, conditional: true };

const tested = (context: CommandContext): CommandContext =>
  context.tested ? context : { ...context, tested: true };

const walkNode = (visitor: Visitor, node: ShellNode, context: CommandContext): void => {
  visitor.node?.(node, context);
  switch (node.kind) {
    case "command":
      for (const assignment of node.assignments) walkAssignment(visitor, assignment, context);
      if (node.name !== undefined) walkWord(visitor, node.name, context);
      walkWords(visitor, node.arguments, context);
      break;
    case "pipeline": {
      const inside = 1 < node.commands.length ? inSubshell(context) : context;
      const last = node.negated ? undefined : node.commands.at(-1);
      for (const command of node.commands)
        walkNode(visitor, command, command === last ? inside : tested(inside));
      return;
    }
    case "and-or":
      for (const [index, command] of node.commands.entries()) {
        const inside = 0 < index ? conditional(context) : context;
        walkNode(visitor, command, index < node.commands.length - 1 ? tested(inside) : inside);
      }
      return;
    case "if":
      walkCondition(visitor, node.condition, context);
      walkAll(visitor, node.then, conditional(context));
      walkAll(visitor, node.otherwise, conditional(context));
      break;
    case "loop":
      if (node.arithmetic !== undefined) walkArithmetic(visitor, node.arithmetic, context);
      walkWords(visitor, node.items, context);
      walkCondition(visitor, node.condition, context);
      walkAll(visitor, node.body, conditional(context));
      break;
    case "case":
      walkWord(visitor, node.subject, context);
      for (const { patterns, body } of node.branches) {
        walkWords(visitor, patterns, context);
        walkAll(visitor, body, conditional(context));
      }
      break;
    case "group":
      walkAll(visitor, node.body, node.subshell ? inSubshell(context) : context);
      break;
    case "function":
      walkNode(visitor, node.body, { ...context, inFunction: node.name });
      return;
    case "bash-only":
      if (node.arithmetic !== undefined) walkArithmetic(visitor, node.arithmetic, context);
      walkWords(visitor, node.words, context);
      if (node.body !== undefined) walkNode(visitor, node.body, inSubshell(context));
      break;
  }
  for (const redirect of node.redirects) walkRedirect(visitor, redirect, context);
};

const walkAssignment = (visitor: Visitor, assignment: Assignment, context: CommandContext): void => {
  visitor.assignment?.(assignment, context);
  if (assignment.subscript !== undefined) walkWord(visitor, assignment.subscript, context);
  if (assignment.value !== undefined) walkWord(visitor, assignment.value, context);
  walkWords(visitor, assignment.elements ?? [], context);
};

const walkRedirect = (visitor: Visitor, redirect: Redirect, context: CommandContext): void => {
  visitor.redirect?.(redirect, context);
  if (redirect.target !== undefined) walkWord(visitor, redirect.target, context);
  walkParts(visitor, redirect.hereDocument?.parts ?? [], context);
};

const walkWords = (visitor: Visitor, words: readonly ShellWord[], context: CommandContext): void => {
  for (const word of words) walkWord(visitor, word, context);
};

const walkWord = (visitor: Visitor, word: ShellWord, context: CommandContext): void => {
  visitor.word?.(word, context);
  walkParts(visitor, word.parts, context);
};

const walkArithmetic = (visitor: Visitor, { parts }: Arithmetic, context: CommandContext): void =>
  walkParts(visitor, parts, context);

const walkParts = (visitor: Visitor, parts: readonly WordPart[], context: CommandContext): void => {
  for (const part of parts) {
    visitor.part?.(part, context);
    switch (part.kind) {
      case "substitution":
        walkAll(visitor, part.statements, inSubshell(context));
        break;
      case "parameter":
        if (part.subscript !== undefined) walkWord(visitor, part.subscript, context);
        if (part.operand !== undefined) walkWord(visitor, part.operand, context);
        if (part.further !== undefined) walkWord(visitor, part.further, context);
        break;
      case "arithmetic":
      case "pattern":
        walkParts(visitor, part.parts, context);
        break;
      case "literal":
      case "tilde":
      case "placeholder":
        break;
    }
  }
};
