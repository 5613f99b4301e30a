/** Where `{{ name }}` stands. Its name is of ASCII letters, digits and `_`; white space around it may hold line ends. */

import type { Span } from "@deftools/text";
import type { Placeholder } from "./ast.ts";

/** All placeholders of a text, in order. */
export const findPlaceholders = (text: string): Placeholder[] => {
  const found: Placeholder[] = [];
  let at = text.indexOf("{{");
  while (at !== -1) {
    const placeholder = placeholderAt(text, at);
    if (placeholder !== undefined) found.push(placeholder);
    at = text.indexOf("{{", placeholder?.span.end ?? at + 1);
  }
  return found;
};

/** The placeholder that begins at an offset. */
const placeholderAt = (text: string, offset: number): Placeholder | undefined => {
  const { name, close } = placeholderName(text, offset);
  if (name.start === name.end || text[close] !== "}" || text[close + 1] !== "}") return undefined;
  return {
    kind: "placeholder",
    span: { start: offset, end: close + 2 },
    name: { text: text.slice(name.start, name.end), span: name },
  };
};

/** What stands after the `{{` at an offset: a name, which may be empty, and where `}}` would have to be. */
export const placeholderName = (
  text: string,
  offset: number,
): { readonly name: Span; readonly close: number } => {
  const start = skip(text, offset + 2, isSpace);
  const end = skip(text, start, isNameCharacter);
  return { name: { start, end }, close: skip(text, end, isSpace) };
};

const skip = (text: string, offset: number, test: (code: number) => boolean): number => {
  let at = offset;
  while (at < text.length && test(text.charCodeAt(at))) at++;
  return at;
};

/** White space of Go's regular expressions: ASCII only, without the vertical tab. */
export const isSpace = (code: number): boolean =>
  code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0c || code === 0x0d;

const isNameCharacter = (code: number): boolean =>
  (0x30 <= code && code <= 0x39) ||
  (0x41 <= code && code <= 0x5a) ||
  (0x61 <= code && code <= 0x7a) ||
  code === 0x5f;
