/** Turning a rule off in a configuration file, with all else in it as its author wrote it: comments, order and quotes. */

import type { TextEdit } from "@deftools/text";
import { applyEdits as applyJsonEdits, modify, type ParseError, parse } from "jsonc-parser";
import { isMap, parseDocument } from "yaml";
import type { ConfigurationText } from "./nearest-file.ts";

/** The edit that does it; absent for a file that cannot be read. `names` are the rule's, the one to write if none is there first. */
export const ruleOff = (
  { path, text }: ConfigurationText,
  names: readonly [string, ...string[]],
): TextEdit | undefined => {
  const after = /\.jsonc?$/.test(path) ? jsonOff(path, text, names) : yamlOff(text, names);
  return after === undefined ? undefined : difference(text, after);
};

const yamlOff = (text: string, names: readonly [string, ...string[]]): string | undefined => {
  const document = parseDocument(text);
  const { contents } = document;
  if (0 < document.errors.length || (contents && !isMap(contents))) return undefined;
  const rules = document.get("rules");
  if (rules !== undefined && rules !== null && !isMap(rules)) return undefined;
  const name = names.find((each) => isMap(rules) && rules.has(each)) ?? names[0];
  const hasOptions = isMap(rules) && isMap(rules.get(name));
  if (rules === null) document.delete("rules");
  document.setIn(hasOptions ? ["rules", name, "severity"] : ["rules", name], "off");
  const after = document.toString({ lineWidth: 0, flowCollectionPadding: !/\{\S/.test(text) });
  return text.includes("\r\n") ? after.replace(/\r?\n/g, "\r\n") : after;
};

const jsonOff = (path: string, text: string, names: readonly [string, ...string[]]): string | undefined => {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const root = path.endsWith("package.json") ? ["deflint", "rules"] : ["rules"];
  const parents = root.map((_, index) => root.slice(0, index).reduce(property, value));
  const rules = root.reduce(property, value);
  if (0 < errors.length || ![...parents, rules ?? {}].every(isObject)) return undefined;
  const name = names.find((each) => property(rules, each) !== undefined) ?? names[0];
  const place = [...root, name, ...(isObject(property(rules, name)) ? ["severity"] : [])];
  const tabs = /^\t/m.test(text);
  const edits = modify(text, place, "off", {
    // first, since a comment behind the last one would come to stand behind ours
    getInsertionIndex: () => 0,
    formattingOptions: { insertSpaces: !tabs, tabSize: 2, eol: text.includes("\r\n") ? "\r\n" : "\n" },
  });
  return applyJsonEdits(text, edits);
};

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const property = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

/** One edit between what is equal at the start and at the end. */
const difference = (before: string, after: string): TextEdit => {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { span: { start, end: before.length - end }, text: after.slice(start, after.length - end) };
};
