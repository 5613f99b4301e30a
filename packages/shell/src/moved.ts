/** A statement as it is at another place of a file: the same tree, every span moved by one distance. */

import type { Span } from "@deftools/text";
import type { Arithmetic, Assignment, Redirect, ShellNode, ShellWord, Statement, WordPart } from "./tree.ts";

/** Moves a span by a number of UTF-16 code units, which may be negative. */
export const movedSpan = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });

/** The statement `by` code units further on. */
export const movedStatement = (statement: Statement, by: number): Statement => ({
  ...statement,
  span: movedSpan(statement.span, by),
  command: movedNode(statement.command, by),
});

const movedStatements = (statements: readonly Statement[], by: number): readonly Statement[] =>
  statements.map((statement) => movedStatement(statement, by));

const movedNodes = (nodes: readonly ShellNode[], by: number): readonly ShellNode[] =>
  nodes.map((node) => movedNode(node, by));

const movedNode = (node: ShellNode, by: number): ShellNode => {
  const span = movedSpan(node.span, by);
  switch (node.kind) {
    case "command": {
      const { kind, name } = node;
      const assignments = node.assignments.map((assignment) => movedAssignment(assignment, by));
      const words = movedWords(node.arguments, by);
      const redirects = movedRedirects(node.redirects, by);
      return name === undefined
        ? { kind, span, assignments, arguments: words, redirects }
        : { kind, span, assignments, name: movedWord(name, by), arguments: words, redirects };
    }
    case "pipeline":
    case "and-or":
      return { ...node, span, commands: movedNodes(node.commands, by) };
    case "if":
      return {
        ...node,
        span,
        condition: movedStatements(node.condition, by),
        // biome-ignore lint/suspicious/noThenProperty: the branch of an if, which nobody awaits
        then: movedStatements(node.then, by),
        otherwise: movedStatements(node.otherwise, by),
        redirects: movedRedirects(node.redirects, by),
      };
    case "loop":
      return {
        ...node,
        span,
        ...(node.variableSpan && { variableSpan: movedSpan(node.variableSpan, by) }),
        ...(node.arithmetic && { arithmetic: movedArithmetic(node.arithmetic, by) }),
        items: movedWords(node.items, by),
        condition: movedStatements(node.condition, by),
        body: movedStatements(node.body, by),
        redirects: movedRedirects(node.redirects, by),
      };
    case "case":
      return {
        ...node,
        span,
        subject: movedWord(node.subject, by),
        branches: node.branches.map((branch) => ({
          ...branch,
          patterns: movedWords(branch.patterns, by),
          body: movedStatements(branch.body, by),
        })),
        redirects: movedRedirects(node.redirects, by),
      };
    case "group":
      return {
        ...node,
        span,
        body: movedStatements(node.body, by),
        redirects: movedRedirects(node.redirects, by),
      };
    case "function":
      return { ...node, span, nameSpan: movedSpan(node.nameSpan, by), body: movedNode(node.body, by) };
    case "bash-only":
      return {
        ...node,
        span,
        words: movedWords(node.words, by),
        ...(node.arithmetic && { arithmetic: movedArithmetic(node.arithmetic, by) }),
        ...(node.body && { body: movedNode(node.body, by) }),
        redirects: movedRedirects(node.redirects, by),
      };
  }
};

const movedAssignment = (assignment: Assignment, by: number): Assignment => {
  const { value, subscript, elements } = assignment;
  return {
    ...assignment,
    span: movedSpan(assignment.span, by),
    nameSpan: movedSpan(assignment.nameSpan, by),
    ...(subscript && { subscript: movedWord(subscript, by) }),
    ...(value && { value: movedWord(value, by) }),
    ...(elements && { elements: movedWords(elements, by) }),
  };
};

const movedRedirects = (redirects: readonly Redirect[], by: number): readonly Redirect[] =>
  redirects.map((redirect) => movedRedirect(redirect, by));

const movedRedirect = (redirect: Redirect, by: number): Redirect => {
  const { target, hereDocument } = redirect;
  return {
    ...redirect,
    span: movedSpan(redirect.span, by),
    ...(target && { target: movedWord(target, by) }),
    ...(hereDocument && {
      hereDocument: {
        ...hereDocument,
        body: movedSpan(hereDocument.body, by),
        parts: movedParts(hereDocument.parts, by),
      },
    }),
  };
};

const movedWords = (words: readonly ShellWord[], by: number): readonly ShellWord[] =>
  words.map((word) => movedWord(word, by));

const movedWord = ({ span, text, value, parts }: ShellWord, by: number): ShellWord =>
  // two literals instead of a spread: most of a tree is words
  value === undefined
    ? { span: movedSpan(span, by), text, parts: movedParts(parts, by) }
    : { span: movedSpan(span, by), text, value, parts: movedParts(parts, by) };

const movedArithmetic = ({ span, parts }: Arithmetic, by: number): Arithmetic => ({
  span: movedSpan(span, by),
  parts: movedParts(parts, by),
});

const movedParts = (parts: readonly WordPart[], by: number): readonly WordPart[] =>
  parts.map((part) => movedPart(part, by));

const movedPart = (part: WordPart, by: number): WordPart => {
  const span = movedSpan(part.span, by);
  switch (part.kind) {
    case "literal":
    case "tilde":
    case "placeholder":
      return { ...part, span };
    case "parameter":
      return {
        ...part,
        span,
        ...(part.subscript && { subscript: movedWord(part.subscript, by) }),
        ...(part.operand && { operand: movedWord(part.operand, by) }),
        ...(part.further && { further: movedWord(part.further, by) }),
      };
    case "substitution":
      return { ...part, span, statements: movedStatements(part.statements, by) };
    case "arithmetic":
    case "pattern":
      return { ...part, span, parts: movedParts(part.parts, by) };
  }
};
