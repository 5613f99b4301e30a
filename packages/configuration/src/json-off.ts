/** Settings of a JSON text put to `off`, with its comments and in its style. */

import { applyEdits as applyJsonEdits, findNodeAtLocation, modify, parseTree } from "jsonc-parser";
import type { DocumentPath } from "./document.ts";

/** The text with all of `settings` off; `reason` as a comment behind the first where the format has comments. */
export const jsonOff = (
  path: string,
  text: string,
  settings: readonly DocumentPath[],
  reason: string,
): string => {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const formattingOptions = { insertSpaces: !/^\t/m.test(text), tabSize: 2, eol };
  // first, since a comment behind the last one would come to stand behind ours
  const options = { getInsertionIndex: () => 0, formattingOptions };
  let after = text;
  for (const setting of settings) after = applyJsonEdits(after, modify(after, [...setting], "off", options));
  const [first] = settings;
  return first && path.endsWith(".jsonc") ? commented(after, first, reason) : after;
};

/** With a comment behind a setting, if that ends its line. */
const commented = (text: string, setting: DocumentPath, reason: string): string => {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root && findNodeAtLocation(root, [...setting]);
  if (!node) return text;
  const end = node.offset + node.length;
  const [rest = ""] = /^,?(?=\r?\n)/.exec(text.slice(end)) ?? [];
  const endsLine = /^,?\r?\n/.test(text.slice(end));
  return endsLine ? `${text.slice(0, end)}${rest} // ${reason}${text.slice(end + rest.length)}` : text;
};
