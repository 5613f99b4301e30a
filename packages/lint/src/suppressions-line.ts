/** The line a suppression means: with its continuations, and with the here-documents and multi-line words of its commands. */

import type { Recipe, Script } from "@deftools/recipe";
import { commandsIn, type ShellScript } from "@deftools/shell";
import { type Span, span, textAt } from "@deftools/text";

/** From the first to the last line that belong together, line ends left out: inside of them no comment can stand. */
export const logicalLine = (recipe: Recipe, line: number, script: Script | undefined): Span => {
  let first = line;
  let last = line;
  while (0 < first && continues(recipe, first - 1)) first--;
  for (let grown = true; grown; ) {
    const before = last;
    while (last + 1 < recipe.lines.lineCount && continues(recipe, last)) last++;
    const { start } = recipe.lines.line(first);
    const { end } = recipe.lines.line(last);
    for (const reach of script && script.dialect !== "other" ? reaches(script) : [])
      if (start <= reach.start && reach.start <= end)
        last = Math.max(last, recipe.lines.position(reach.end).line);
    grown = before < last;
  }
  return span(recipe.lines.line(first).start, recipe.lines.line(last).end + 1);
};

const continues = ({ lines, file }: Recipe, line: number): boolean =>
  /(?<!\\)(?:\\\\)*\\$/.test(textAt(file.text, lines.line(line)));

/** From where a command begins to where its last word, or its last here-document, ends. */
const reaches = ({ tree }: Script): readonly Span[] => {
  const known = remembered.get(tree) ?? found(tree);
  remembered.set(tree, known);
  return known;
};

/** Each suppression in a script asks. */
const remembered = new WeakMap<ShellScript, readonly Span[]>();

const found = (tree: ShellScript): readonly Span[] =>
  commandsIn(tree).map(({ command }) =>
    span(
      command.span.start,
      Math.max(
        command.span.end,
        ...command.redirects.map(({ hereDocument }) => (hereDocument ? hereDocument.body.end - 1 : 0)),
      ),
    ),
  );
