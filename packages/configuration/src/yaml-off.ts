/** Settings of a YAML text put to `off`, by edits of the text: whatever else its author wrote stays letter by letter. */

import { applyEdits, type TextEdit } from "@deftools/text";
import { type Document, isAlias, isMap, isNode, isScalar, parseDocument, type YAMLMap } from "yaml";
import type { DocumentPath } from "./document.ts";

/** The text with all of `settings` off, `reason` as a comment behind the first if its line has room. Absent where that needs more than edits. */
export const yamlOff = (
  text: string,
  settings: readonly DocumentPath[],
  reason: string,
): string | undefined => {
  const document = parseDocument(text);
  const edits: TextEdit[] = [];
  for (const [index, path] of settings.entries()) {
    const edit = settingOff(text, document, path, index === 0 ? ` # ${reason}` : "");
    if (!edit) return undefined;
    edits.push(edit);
  }
  return applyEdits(text, edits);
};

const settingOff = (
  text: string,
  document: Document,
  path: DocumentPath,
  comment: string,
): TextEdit | undefined => {
  // what has a name of its own is meant elsewhere, too
  const nodes = path.map((_, index) => document.getIn(path.slice(0, index + 1), true));
  if (nodes.some((node) => isNode(node) && "anchor" in node && node.anchor !== undefined)) return undefined;
  const setting = nodes.at(-1);
  if (isScalar(setting) || isAlias(setting)) {
    if (!setting.range) return undefined;
    const [start, end] = setting.range;
    return { span: { start, end }, text: `off${endsLine(text, end) ? comment : ""}` };
  }
  const entry = `${path.at(-1)}: off`;
  const rules = document.getIn(path.slice(0, -1), true);
  if (isMap(rules)) return entryIn(text, rules, entry, comment);
  if (path.length !== 2) return undefined;
  const [root, lineEnd] = [document.contents, lineEndOf(text)];
  if (isScalar(rules))
    return rules.range ? lineBelow(text, rules.range[1], `  ${entry}${comment}`) : undefined;
  if (rules !== undefined || /^\.\.\.\s*$/m.test(text)) return undefined;
  if (isMap(root) && root.flow === true) return entryIn(text, root, `rules: {${entry}}`, "");
  const indent = isMap(root) ? indentOf(text, root) : "";
  const before = text === "" || text.endsWith("\n") ? "" : lineEnd;
  const lines = `${before}${indent}rules:${lineEnd}${indent}  ${entry}${comment}${lineEnd}`;
  return { span: { start: text.length, end: text.length }, text: lines };
};

/** Behind the last entry of a map: in its brackets, or on a line of its own. */
const entryIn = (text: string, map: YAMLMap, entry: string, comment: string): TextEdit | undefined => {
  const last = map.items.at(-1);
  const end = rangeOf(last?.value)?.[1] ?? rangeOf(last?.key)?.[1];
  if (map.flow !== true)
    return end === undefined ? undefined : lineBelow(text, end, `${indentOf(text, map)}${entry}${comment}`);
  const at = end ?? (map.range?.[0] ?? 0) + 1;
  return { span: { start: at, end: at }, text: end === undefined ? entry : `, ${entry}` };
};

/** A line below the one in which something ends; a block of text ends where the next line begins. */
const lineBelow = (text: string, end: number, line: string): TextEdit => {
  const lineEnd = lineEndOf(text);
  if (text[end - 1] === "\n") return { span: { start: end, end }, text: `${line}${lineEnd}` };
  const [rest = ""] = /^[^\r\n]*/.exec(text.slice(end)) ?? [];
  const at = end + rest.length;
  return { span: { start: at, end: at }, text: `${lineEnd}${line}` };
};

const indentOf = (text: string, { items: [first] }: YAMLMap): string => {
  const start = rangeOf(first?.key)?.[0] ?? 0;
  return " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
};

const rangeOf = (node: unknown): readonly number[] | undefined => {
  const range = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
  return Array.isArray(range) ? range : undefined;
};

const endsLine = (text: string, end: number): boolean => /^[ \t]*(?:\r?\n|$)/.test(text.slice(end));

const lineEndOf = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");
