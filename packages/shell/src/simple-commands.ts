/** From the parser's simple commands, assignments and redirects to ours. */

import { literals } from "./literals.ts";
import { asSolid, place, type Reading } from "./reading.ts";
import type { Assignment, Redirect, ShellWord, SimpleCommand, WordPart } from "./tree.ts";
import type * as Unbash from "./unbash.ts";
import { constantValue, readParts, readWord } from "./words.ts";

/** A simple command, its words and redirects sorted apart. */
export const readSimpleCommand = (reading: Reading, command: Unbash.Command): SimpleCommand => {
  const assignments: Assignment[] = [];
  const words: ShellWord[] = [];
  const redirects: Redirect[] = [];
  for (const item of command.prefix) {
    if (item.type === "Assignment") assignments.push(readAssignment(reading, item));
    else redirects.push(readRedirect(reading, item));
  }
  const name = command.name === undefined ? undefined : readWord(reading, command.name);
  for (const item of command.suffix) {
    if (item.type === "Word") words.push(readWord(reading, item));
    else if (item.type === "Assignment") words.push(declarationWord(reading, item));
    else redirects.push(readRedirect(reading, item));
  }
  const span = place(reading, command.pos, command.end);
  // Two literals instead of a spread: this is the hottest object of the room, and the spread made it a fifth slower.
  return name === undefined
    ? { kind: "command", span, assignments, arguments: words, redirects }
    : { kind: "command", span, assignments, name, arguments: words, redirects };
};

const readAssignment = (reading: Reading, node: Unbash.Assignment): Assignment => {
  const nameSpan = place(reading, node.pos, node.pos + node.name.length);
  const base = {
    span: place(reading, node.pos, node.end),
    name: reading.file.slice(nameSpan.start, nameSpan.end),
    nameSpan,
    append: node.append === true,
    ...(node.index === undefined ? {} : { subscript: readWord(reading, node.index, "assignment") }),
  };
  reading.gathered.solid.push(nameSpan);
  return node.value.type === "Word"
    ? { ...base, value: readWord(reading, node.value, "assignment") }
    : { ...base, elements: node.value.elements.map((word) => readWord(reading, word)) };
};

/** `A=1` behind `export` and its kin is an argument like any other; `assignmentOf` reads it again as an assignment. */
const declarationWord = (reading: Reading, node: Unbash.Assignment): ShellWord => {
  const { span, value, elements } = readAssignment(reading, node);
  const text = reading.file.slice(span.start, span.end);
  const parts: WordPart[] = [];
  literals(reading, node.pos, node.value.pos, "bare", parts);
  for (const word of value === undefined ? (elements ?? []) : [value]) parts.push(...word.parts);
  const constant = value === undefined ? undefined : constantValue(parts, "assignment");
  return constant === undefined ? { span, text, parts } : { span, text, value: constant, parts };
};

/** A redirect, a here-document with its lines. */
export const readRedirect = (reading: Reading, node: Unbash.Redirection): Redirect => {
  const { descriptor } = node;
  const base = {
    span: place(reading, node.pos, node.end),
    operator: node.operator,
    ...(descriptor === undefined
      ? {}
      : { descriptor: "value" in descriptor ? String(descriptor.value) : `{${descriptor.name}}` }),
  };
  if (node.type === "HereDoc") return readHereDocument(reading, node, base);
  return node.target === undefined ? base : { ...base, target: readWord(reading, node.target) };
};

const readHereDocument = (
  reading: Reading,
  { body, closing, delimiter }: Extract<Unbash.Redirection, { type: "HereDoc" }>,
  base: Redirect,
): Redirect => {
  const whole = place(reading, body.pos, closing?.end ?? body.end);
  const lines = place(reading, body.pos, body.end);
  // Of a CRLF behind the operator's line, the parser has taken the first half only.
  const startsInside = reading.file.startsWith("\r\n", lines.start - 1);
  const start = startsInside ? Math.min(lines.start + 1, lines.end) : lines.start;
  const parts: WordPart[] = [];
  reading.gathered.solid.push(base.span);
  asSolid(reading.gathered, whole, () => {
    if (body.parts !== undefined) readParts(reading, body.parts, "double", parts);
  });
  return {
    ...base,
    hereDocument: {
      body: { start, end: lines.end },
      delimiter: delimiter?.value ?? "",
      quoted: delimiter?.quoted === true,
      closed: closing !== undefined,
      parts,
    },
  };
};
