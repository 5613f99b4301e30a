/** From the parser's statements and commands to ours. */

import type { Span } from "@deftools/text";
import { nested, place, type Reading } from "./reading.ts";
import { readRedirect, readSimpleCommand } from "./simple-commands.ts";
import type { Redirect, ShellNode, ShellWord, Statement } from "./tree.ts";
import type * as Unbash from "./unbash.ts";
import { arithmetic, readWord } from "./words.ts";

/** The statements of a script or a substitution, and what the parser has against them. */
export const readCommands = (reading: Reading, script: Unbash.ParsedScript): readonly Statement[] => {
  const statements = readStatements(reading, script.commands);
  gatherErrors(reading, script);
  return statements;
};

const readStatements = (reading: Reading, statements: readonly Unbash.Statement[]): readonly Statement[] =>
  statements.map((statement) => readStatement(reading, statement));

const readStatement = (reading: Reading, statement: Unbash.Statement): Statement => {
  const command = readNode(reading, statement.command);
  const own = place(reading, statement.pos, statement.end);
  return {
    kind: "statement",
    // A statement that was never closed ends, for the parser, before it began.
    span: { start: own.start, end: Math.max(own.end, command.span.end) },
    command,
    background: statement.background === true,
  };
};

/** Takes over what the parser complains about; an error covers the word it points at. */
const gatherErrors = (reading: Reading, { errors = [] }: Unbash.ParsedScript): void => {
  for (const { message, pos } of errors) {
    const word = /^\S*/.exec(reading.source.slice(pos, pos + longestErrorWord))?.[0] ?? "";
    reading.gathered.errors.push({ message, span: place(reading, pos, pos + word.length) });
  }
};

const longestErrorWord = 200;

type AnyNode = Unbash.Statement["command"] | Extract<Unbash.SyntaxNode, { type: "CompoundList" }>;

const readNode = (reading: Reading, node: AnyNode, redirects: readonly Redirect[] = []): ShellNode =>
  node.type === "Command"
    ? readSimpleCommand(reading, node)
    : nested(reading.gathered, () => readCompound(reading, node, redirects));

type Compound = Exclude<AnyNode, { type: "Command" }>;

const readCompound = (reading: Reading, node: Compound, redirects: readonly Redirect[]): ShellNode => {
  const span = place(reading, node.pos, node.end);
  switch (node.type) {
    case "Redirected": {
      const outer = node.redirects.map((item) => readRedirect(reading, item));
      return { ...readNode(reading, node.command, outer), span };
    }
    case "Pipeline":
      return {
        kind: "pipeline",
        span,
        negated: node.prefixes.filter(({ type }) => type === "Negation").length % 2 === 1,
        timed: node.prefixes.some(({ type }) => type === "Time"),
        commands: node.commands.map((command) => readNode(reading, command)),
        operators: node.operators,
      };
    case "AndOr":
      return {
        kind: "and-or",
        span,
        commands: node.commands.map((command) => readNode(reading, command)),
        operators: node.operators,
      };
    case "If":
      return readIf(reading, node, redirects);
    case "While":
      return closed({
        kind: "loop",
        span,
        word: node.kind,
        items: [],
        condition: readStatements(reading, node.clause.commands),
        body: readStatements(reading, node.body.commands),
        redirects,
      });
    case "For":
    case "Select": {
      const variable = readWord(reading, node.name);
      return closed({
        kind: "loop",
        span,
        word: node.type === "For" ? "for" : "select",
        variable: variable.text,
        variableSpan: variable.span,
        items: (node.wordlist ?? []).map((word) => readWord(reading, word)),
        condition: [],
        body: readStatements(reading, node.body.commands),
        redirects,
      });
    }
    case "ArithmeticFor": {
      const { initialize, test, update } = node;
      return closed({
        kind: "loop",
        span,
        word: "for",
        arithmetic: arithmetic(reading, { pos: node.pos, end: node.body.pos }, [initialize, test, update]),
        items: [],
        condition: [],
        body: readStatements(reading, node.body.commands),
        redirects,
      });
    }
    case "Case":
      return {
        kind: "case",
        span,
        subject: readWord(reading, node.word),
        branches: node.items.map(({ pattern, body, terminator }) => ({
          patterns: pattern.map((word) => readWord(reading, word)),
          body: readStatements(reading, body.commands),
          ...(terminator === undefined ? {} : { terminator }),
        })),
        redirects,
      };
    case "CompoundList":
      return group(reading, span, node.commands, false, redirects);
    case "Subshell":
    case "BraceGroup":
      return group(reading, span, node.body.commands, node.type === "Subshell", redirects);
    case "Function": {
      const name = readWord(reading, node.name);
      const keyword = name.span.start !== span.start;
      const body = readNode(reading, node.body);
      return { kind: "function", span, name: name.text, nameSpan: name.span, keyword, body };
    }
    case "TestCommand":
      return {
        kind: "bash-only",
        span,
        construct: "test",
        words: testWords(reading, node.expression, []),
        redirects,
      };
    case "ArithmeticCommand":
      return {
        kind: "bash-only",
        span,
        construct: "arithmetic",
        words: [],
        arithmetic: arithmetic(reading, node, [node.expression]),
        redirects,
      };
    case "Coproc":
      return {
        kind: "bash-only",
        span,
        construct: "coproc",
        words: node.name === undefined ? [] : [readWord(reading, node.name)],
        body: readNode(reading, node.body),
        redirects,
      };
  }
};

/** An `elif` is an `if` in the `else` of the one before. */
const readIf = (
  reading: Reading,
  whole: Unbash.If,
  redirects: readonly Redirect[],
  branch: Unbash.If | Unbash.Elif = whole,
  index = 0,
): ShellNode => {
  const condition = readStatements(reading, branch.clause.commands);
  const then = readStatements(reading, branch.then.commands);
  return closed({
    kind: "if",
    span: place(reading, branch.pos, whole.end),
    condition,
    then,
    otherwise: readElse(reading, whole, index),
    redirects,
  });
};

const readElse = (reading: Reading, whole: Unbash.If, index: number): readonly Statement[] => {
  const elif = whole.elif[index];
  if (elif === undefined) return readStatements(reading, whole.else?.commands ?? []);
  const command = nested(reading.gathered, () => readIf(reading, whole, [], elif, index + 1));
  return [{ kind: "statement", span: command.span, command, background: false }];
};

const group = (
  reading: Reading,
  span: Span,
  statements: readonly Unbash.Statement[],
  subshell: boolean,
  redirects: readonly Redirect[],
): ShellNode =>
  closed({ kind: "group", span, subshell, body: readStatements(reading, statements), redirects });

type Closable = Extract<ShellNode, { kind: "if" | "loop" | "group" }>;

/** A compound command that was never closed ends, for the parser, before it began; it ends after what was read of it. */
const closed = (node: Closable): Closable => {
  const last = lastStatement(node);
  const end = Math.max(node.span.end, node.span.start, last?.span.end ?? 0);
  return end === node.span.end ? node : { ...node, span: { start: node.span.start, end } };
};

const lastStatement = (node: Closable): Statement | undefined => {
  if (node.kind !== "if")
    return node.body.at(-1) ?? (node.kind === "loop" ? node.condition.at(-1) : undefined);
  return node.otherwise.at(-1) ?? node.then.at(-1) ?? node.condition.at(-1);
};

const testWords = (
  reading: Reading,
  expression: Unbash.TestExpression,
  out: ShellWord[],
): readonly ShellWord[] => {
  switch (expression.type) {
    case "TestUnary":
      out.push(readWord(reading, expression.operand));
      break;
    case "TestBinary":
      out.push(readWord(reading, expression.left), readWord(reading, expression.right));
      break;
    case "TestLogical":
      for (const operand of expression.operands) testWords(reading, operand, out);
      break;
    case "TestNot":
      testWords(reading, expression.operand, out);
      break;
    case "TestGroup":
      testWords(reading, expression.expression, out);
      break;
  }
  return out;
};
