/** Text of others on a terminal: nothing in it may move the cursor or turn the reading direction, and its width must be known. */

/** What terminals act on or hide: controls, marks of direction, invisible blanks and line ends of other worlds. */
const HIDDEN =
  /[\p{Cc}\u00A0\u00AD\u061C\u200B\u200E\u200F\u2028-\u202F\u2060-\u2069\uFEFF\uFFF9-\uFFFB\p{Cs}]/u;

/** A tab is drawn as that many blanks. */
const TAB = "    ";

/** One grapheme as it is drawn. */
export const visibleGrapheme = (grapheme: string): string => {
  if (grapheme === "\t") return TAB;
  return [...grapheme].map((character) => (HIDDEN.test(character) ? named(character) : character)).join("");
};

/** A text on one line, nothing hidden in it. */
export const visibleLine = (text: string): string =>
  [...text].map((character) => (HIDDEN.test(character) ? named(character) : character)).join("");

/** The columns a drawn grapheme takes. */
export const widthOf = (drawn: string): number => {
  if (/^[\x20-\x7E]*$/.test(drawn)) return drawn.length;
  if (/\p{Emoji_Presentation}|\uFE0F/u.test(drawn)) return 2;
  let width = 0;
  for (const character of drawn) {
    const code = character.codePointAt(0) ?? 0;
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) continue;
    width += WIDE.some(([first, last]) => first <= code && code <= last) ? 2 : 1;
  }
  return width;
};

/** Code points of two columns: the blocks of East Asian Width W and F (Unicode Standard Annex 11). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

const named = (character: string): string =>
  `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`;
