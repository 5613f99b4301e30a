/** Text of others on a terminal: nothing in it may move the cursor, hide, or turn the reading direction. */

/** The text on one line, with what terminals act on written as its code point. */
export const visible = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cs}\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu, (character) =>
    character === "\t"
      ? " "
      : `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`,
  );
