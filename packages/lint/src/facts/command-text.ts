/** What the commands of a script say, word for word, comments left out: for rules that are silent when something is mentioned at all. */

import type { Script } from "@deftools/recipe";
import { commandsIn, type ShellScript } from "@deftools/shell";
import { type Span, textAt } from "@deftools/text";

/** Whether a command, or a here-document of one, matches; `from` leaves out commands that end before it. */
export const says = (text: string, script: Script, pattern: RegExp, from = 0): boolean =>
  spansOf(script).some((span) => from <= span.end && pattern.test(textAt(text, span)));

/** A dozen rules ask. */
const remembered = new WeakMap<ShellScript, readonly Span[]>();

const spansOf = ({ tree }: Script): readonly Span[] => {
  const known = remembered.get(tree) ?? found(tree);
  remembered.set(tree, known);
  return known;
};

const found = (tree: ShellScript): readonly Span[] => {
  const spans: Span[] = [];
  for (const { command } of commandsIn(tree)) {
    spans.push(command.span);
    for (const { hereDocument } of command.redirects) if (hereDocument) spans.push(hereDocument.body);
  }
  return spans;
};
