/**
 * What the language server of the shell is shown of a recipe: one script where it stands, and nothing else. Lines and columns are those
 * of the recipe, so that no place in a question or an answer has to be moved.
 */

import { placeholdersIn, type Recipe, type Script, scriptAt } from "@deftools/recipe";
import { commandsIn, type Dialect } from "@deftools/shell";
import type { Span } from "@deftools/text";
import { scriptGroups } from "./names/script-groups.ts";

/** A shell script as long as the recipe, with as many lines. */
export interface ShellDocument {
  readonly text: string;
  readonly dialect: Dialect;
}

/**
 * The script that an offset lies in, together with all that the engine reads as one with it; absent in scripts that are for no Bourne
 * shell, and in placeholders, which are none of a shell's business.
 */
export const shellDocumentAt = (recipe: Recipe, offset: number): ShellDocument | undefined => {
  const { text } = recipe.file;
  const script = scriptAt(recipe, offset);
  if (!script || script.dialect === "other" || inPlaceholder(text, offset)) return undefined;
  const group = scriptGroups(recipe).find(({ scripts }) => scripts.includes(script));
  const scripts = group?.scripts.filter(({ dialect }) => dialect !== "other") ?? [script];
  let shown = "";
  let done = 0;
  const take = (end: number, as: (piece: string) => string): void => {
    shown += as(text.slice(done, end));
    done = Math.max(done, end);
  };
  for (const each of scripts) {
    take(each.body.start, blank);
    for (const { start, end } of masksIn(recipe, each)) {
      take(start, same);
      take(end, masked);
    }
    take(each.body.end, same);
  }
  take(text.length, blank);
  return { text: withLineFeeds(shown), dialect: script.dialect };
};

const inPlaceholder = (text: string, offset: number): boolean => {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return /\{\{[^}]*$/.test(text.slice(lineStart, offset));
};

const same = (piece: string): string => piece;
const blank = (piece: string): string => piece.replace(/[^\r\n]/g, " ");
const masked = (piece: string): string => piece.replace(/[^\r\n]/g, MASK);

/** Of a letter that names are made of, so that a mask is a word wherever it stands. */
const MASK = "_";

/** Placeholders, and the paths of sourced files where these lie in the image: on the machine of the editor they are other files. */
const masksIn = (recipe: Recipe, { section, body, tree }: Script): readonly Span[] => {
  const placeholders = placeholdersIn(recipe.file, body).map(({ span }) => span);
  if (section === "pre" || section === "setup") return placeholders;
  const sourced = commandsIn(tree).flatMap(
    ({
      command: {
        name,
        arguments: [path],
      },
    }) => (path && (name?.value === "." || name?.value === "source") ? [path.span] : []),
  );
  return [...placeholders, ...sourced].sort((a, b) => a.start - b.start);
};

/**
 * One character for every line end, since a lone CR ends a line for editors and not for shells. The backslash of a continued line
 * moves to its new end.
 */
const withLineFeeds = (text: string): string =>
  text.replace(/(?<!\\)(\\*)\r\n?/g, (ending, backslashes: string) => {
    if (!ending.endsWith("\n")) return `${backslashes}\n`;
    return backslashes.length % 2 === 1 ? ` ${backslashes}\n` : `${backslashes} \n`;
  });
