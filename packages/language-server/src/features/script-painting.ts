/** The colors of a script: commands, options, variables, strings, here-documents, keywords and operators. */

import {
  assignmentsIn,
  commandsIn,
  type ShellNode,
  type ShellScript,
  type ShellWord,
  type SimpleCommand,
  type WordPart,
  walk,
} from "@deftools/shell";
import { type Span, textAt } from "@deftools/text";
import type { Painting } from "./painting.ts";

/** Paints a script. Its comments are left to whoever paints comments. */
export const paintScript = (painting: Painting, script: ShellScript): void => {
  paintSyntax(painting, script.span);
  const functions = new Set<string>();
  walk(script, {
    node: (node) => {
      if (node.kind === "function") functions.add(node.name);
    },
  });
  walk(script, {
    node: (node) => paintNode(painting, node),
    word: (word) => paintWord(painting, word),
    part: (part) => paintPart(painting, part),
    assignment: ({ nameSpan }) => painting.add(nameSpan, "variable", { definition: true }),
    redirect: ({ span, hereDocument }) => {
      if (!hereDocument) return;
      paintSyntax(painting, span);
      const delimiter = textAt(painting.text, span).search(/[^\d<-]/);
      if (delimiter !== -1) painting.add({ start: span.start + delimiter, end: span.end }, "string");
      painting.add(withClosingWord(painting.text, hereDocument), "string");
    },
  });
  for (const { command } of commandsIn(script)) paintCommand(painting, command, functions);
  for (const { assignment } of assignmentsIn(script))
    painting.add(assignment.nameSpan, "variable", { definition: assignment.value !== undefined });
};

/** All that is no word: what words cover is painted over. */
const paintSyntax = (painting: Painting, span: Span): void => {
  for (const { 0: found, index } of textAt(painting.text, span).matchAll(syntax)) {
    const start = span.start + index;
    painting.add({ start, end: start + found.length }, /^\w/.test(found) ? "keyword" : "operator");
  }
};

const syntax =
  /\b(?:if|then|elif|else|fi|for|while|until|select|do|done|case|esac|in|function|time)\b|[|&;<>(){}!]+|\[\[|\]\]/g;

const paintNode = (painting: Painting, node: ShellNode): void => {
  if (node.kind === "loop" && node.variableSpan) {
    painting.clear(node.variableSpan);
    painting.add(node.variableSpan, "variable", { definition: true });
  }
  if (node.kind === "function") painting.add(node.nameSpan, "function", { definition: true });
};

/** A word is bare until its parts say otherwise; quotes belong to what they quote. */
const paintWord = (painting: Painting, { span, parts }: ShellWord): void => {
  painting.clear(span);
  for (const part of parts) {
    if (!("quoted" in part) || !part.quoted) continue;
    const [before, after] = [part.span.start - 1, part.span.end];
    if (isQuote(painting.text[before]) && span.start <= before)
      painting.add({ start: before, end: before + 1 }, "string");
    if (isQuote(painting.text[after]) && after < span.end)
      painting.add({ start: after, end: after + 1 }, "string");
  }
};

const isQuote = (character: string | undefined): boolean => character === '"' || character === "'";

const paintPart = (painting: Painting, part: WordPart): void => {
  switch (part.kind) {
    case "literal":
      if (part.quoted) painting.add(part.span, "string");
      break;
    case "parameter":
      painting.add(part.span, "variable");
      break;
    case "substitution":
    case "arithmetic":
      painting.clear(part.span);
      paintSyntax(painting, part.span);
      break;
    case "pattern":
    case "tilde":
      painting.add(part.span, "operator");
      break;
    case "placeholder":
      break;
  }
};

const paintCommand = (
  painting: Painting,
  { name, arguments: words }: SimpleCommand,
  functions: ReadonlySet<string>,
): void => {
  if (name?.value !== undefined && textAt(painting.text, name.span) === name.value)
    painting.add(name.span, functions.has(name.value) ? "function" : "command");
  for (const { span, parts } of words) {
    const [first] = parts;
    if (first?.kind !== "literal" || first.quoted || !/^[-+]\S/.test(first.value)) continue;
    const end = span.start + (/^[^=]*/.exec(textAt(painting.text, first.span))?.[0].length ?? 0);
    painting.add({ start: span.start, end }, "option");
  }
};

/** The lines of a here-document with the word that ends them. */
const withClosingWord = (
  text: string,
  { body, delimiter, closed }: { readonly body: Span; readonly delimiter: string; readonly closed: boolean },
): Span => {
  const start = closed ? text.indexOf(delimiter, body.end) : -1;
  return { start: body.start, end: start === -1 ? body.end : start + delimiter.length };
};
