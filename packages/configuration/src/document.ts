/** Configuration texts as data, with the place of every key and value: YAML by `yaml`, JSON with or without comments by `jsonc-parser`. */

import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { isMap, isPair, isScalar, parseDocument } from "yaml";

export type DocumentPath = readonly (string | number)[];

export interface ConfigurationDocument {
  readonly value: unknown;
  /** Where the key or the value of a path begins; of a path that is not there, its nearest parent. */
  readonly offsetOf: (path: DocumentPath, part: "key" | "value") => number;
  /** What keeps the text from being read. */
  readonly problem?: { readonly message: string; readonly offset: number };
}

/** Reads a text by the name of its file. */
export const readDocument = (name: string, text: string): ConfigurationDocument =>
  /\.jsonc?$/.test(name) ? readJson(text) : readYaml(text);

const readYaml = (text: string): ConfigurationDocument => {
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  const offsetOf = (path: DocumentPath, part: "key" | "value"): number => {
    const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
    const parent: unknown = path.length < 2 ? document.contents : document.getIn(path.slice(0, -1), true);
    if (part === "key" && isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
      if (isPair(pair) && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const range = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
    if (Array.isArray(range) && typeof range[0] === "number") return range[0];
    return path.length === 0 ? 0 : offsetOf(path.slice(0, -1), "key");
  };
  return {
    // an alias that grows without end is cut by the library's own count
    value: error ? undefined : (document.toJS({ maxAliasCount: 100 }) ?? {}),
    offsetOf,
    ...(error ? { problem: { message: firstLower(error.message), offset: error.pos[0] } } : {}),
  };
};

const readJson = (text: string): ConfigurationDocument => {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  const offsetOf = (path: DocumentPath, part: "key" | "value"): number => {
    const node = root && findNodeAtLocation(root, [...path]);
    if (!node) return path.length === 0 ? 0 : offsetOf(path.slice(0, -1), "key");
    const property = part === "key" && node.parent?.type === "property" ? node.parent : node;
    return property.offset;
  };
  return {
    value: root ? dataOf(root) : {},
    offsetOf,
    ...(error
      ? { problem: { message: firstLower(spaced(printParseErrorCode(error.error))), offset: error.offset } }
      : {}),
  };
};

const dataOf = (node: Node): unknown => {
  if (node.type === "array") return (node.children ?? []).map(dataOf);
  if (node.type !== "object") return node.value;
  const entries = (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key && value ? [[String(key.value), dataOf(value)] as const] : [],
  );
  return Object.fromEntries(entries);
};

const firstLower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
const spaced = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
