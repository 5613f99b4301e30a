/** How the lines of a text end, for text that is put into it. */

/** What ends the first line; a text of one line gets LF. */
export const lineEndOf = (text: string): "\n" | "\r\n" => {
  const lineFeed = text.indexOf("\n");
  return 0 < lineFeed && text[lineFeed - 1] === "\r" ? "\r\n" : "\n";
};
