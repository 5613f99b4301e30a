/** Words for the shell: whatever is in them, `sh` takes each as one word. */

/** A text as one word of POSIX sh. It must not contain NUL, which no path, argument or variable can. */
export const quote = (text: string): string =>
  PLAIN.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Several words. */
export const quoteAll = (words: readonly string[]): string => words.map(quote).join(" ");

const PLAIN = /^[A-Za-z0-9_/.:,@%+-]+$/;
