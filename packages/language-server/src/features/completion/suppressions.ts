/** Proposals in comments that speak to the linter: verbs, then codes of rules. */

import { suppressionVerbs } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { type Completion, wordAt } from "./completion.ts";

/** Verbs behind `# deflint`, codes behind `=` and commas; absent when the comment says something else. */
export const suppressionCompletions = (
  text: string,
  lineStart: number,
  offset: number,
): readonly Completion[] | undefined => {
  const [whole, list] =
    /#[ \t]*deflint:?[ \t]+(?:[a-z-]*|[a-z-]+=((?:[\w-]+,[ \t]*)*)[\w-]*)$/.exec(
      text.slice(lineStart, offset),
    ) ?? [];
  if (whole === undefined) return undefined;
  const written = /[\w-]*$/.exec(whole)?.[0] ?? "";
  const span = wordAt(text, offset - written.length, offset, /[^\w-]|$/);
  if (list === undefined)
    return suppressionVerbs.map((verb) => ({
      kind: "option",
      label: verb,
      span,
      text: text[span.end] === "=" ? verb : `${verb}=`,
    }));
  const named = new Set(list.split(/[,\s]+/));
  return rules
    .filter(({ code, name }) => !named.has(code) && !named.has(name))
    .map(({ code, name }) => ({ kind: "rule", label: code, detail: name, span, text: code }));
};
