/** The one way to write any text into a shell script so that it arrives unharmed. */

/** `it's` → `'it'"'"'s'` (POSIX.1-2024, Shell Command Language 2.2.2). */
export const singleQuote = (text: string): string => `'${text.replaceAll("'", `'"'"'`)}'`;
