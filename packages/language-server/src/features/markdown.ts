/** Pieces of the recipe's own text inside Markdown, so that nothing in them is taken for markup. */

/** On one line, shortened, between more backticks than it has in a row. */
export const inlineCode = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  const shown = line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
  const fence = "`".repeat(longestRun(shown) + 1);
  const pad = shown === "" || shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
};

const LONGEST = 120;

const longestRun = (text: string): number =>
  (text.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
