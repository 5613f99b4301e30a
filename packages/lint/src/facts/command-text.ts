/** What the commands of a script say, word for word, comments left out: for rules that are silent when something is mentioned at all. */

import type { Script } from "@deftools/recipe";
import { commandsIn } from "@deftools/shell";
import { type Span, textAt } from "@deftools/text";

/** Whether a command, or a here-document of one, matches; `from` leaves out commands that end before it. */
export const says = (text: string, script: Script, pattern: RegExp, from = 0): boolean =>
  spansOf(script).some((span) => from <= span.end && pattern.test(textAt(text, span)));

/** A dozen rules ask. */
const remembered = new WeakMap<Script, readonly Span[]>();

const spansOf = (script: Script): readonly Span[] => {
  const known =
    remembered.get(script) ??
    commandsIn(script.tree).flatMap(({ command: { span, redirects } }) => [
      span,
      ...redirects.flatMap(({ hereDocument }) => (hereDocument ? [hereDocument.body] : [])),
    ]);
  remembered.set(script, known);
  return known;
};
