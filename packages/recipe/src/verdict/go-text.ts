/**
 * Text as Go's standard library sees it, where JavaScript's own functions differ: the engines are Go programs.
 * Source: Go 1.22 `strings`, `unicode`, `bufio`.
 */

/** `unicode.IsSpace`: unlike `String.prototype.trim` it has U+0085 and has not U+FEFF. */
export const isSpace = (character: string): boolean =>
  /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/.test(character);

/** How many characters at the start of `text` are white space. */
export const leadingSpace = (text: string): number => {
  let at = 0;
  while (at < text.length && isSpace(text[at] ?? "")) at++;
  return at;
};

/** `strings.TrimSpace`. */
export const trimSpace = (text: string): string => {
  let end = text.length;
  while (0 < end && isSpace(text[end - 1] ?? "")) end--;
  return text.slice(Math.min(leadingSpace(text), end), end);
};

/** `strings.ToLower`: one code point to one code point, so neither "İ" grows nor a final "Σ" is special. */
export const toLower = (text: string): string =>
  [...text].map((character) => (character === "İ" ? "i" : character.toLowerCase())).join("");

/** `strings.SplitN(text, separator, count)`: the last part keeps all further separators. */
export const splitN = (text: string, separator: string, count: number): readonly string[] => {
  const parts: string[] = [];
  let from = 0;
  for (
    let at = text.indexOf(separator);
    at !== -1 && parts.length < count - 1;
    at = text.indexOf(separator, from)
  ) {
    parts.push(text.slice(from, at));
    from = at + separator.length;
  }
  return [...parts, text.slice(from)];
};

/** The length in bytes of UTF-8, counted without encoding; a lone surrogate counts as the replacement character. */
export const byteLength = (text: string, start = 0, end = text.length): number => {
  let bytes = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (
      0xd800 <= unit &&
      unit < 0xdc00 &&
      at + 1 < end &&
      (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00
    ) {
      bytes += 4;
      at++;
    } else bytes += 3;
  }
  return bytes;
};
