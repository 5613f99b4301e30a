/** Proposals in comments that speak to the linter: verbs, then codes of rules. */

import { type Finding, suppressionVerbs } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { type Completion, wordAt } from "./completion.ts";

/** Verbs behind `# deflint`, codes behind `=` and commas, those of `found` first; absent when the comment says something else. */
export const suppressionCompletions = (
  text: string,
  lineStart: number,
  offset: number,
  found: () => readonly Finding[],
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
  const near = new Map(
    found()
      .toSorted((a, b) => distance(a, offset) - distance(b, offset))
      .map(({ code, name }) => [code, name]),
  );
  return [...new Map([...near, ...rules.map(({ code, name }) => [code, name] as const)])]
    .filter(([code, name]) => !named.has(code) && !named.has(name))
    .map(([code, name]) => ({
      kind: "rule",
      label: code,
      detail: name,
      span,
      text: code,
      // a name is as good as a code to find it by
      filter: `${code} ${name}`,
    }));
};

/** What stands below is likelier to be meant than what stands above. */
const distance = ({ span }: Finding, offset: number): number =>
  span.start < offset ? (offset - span.start) * 2 : span.start - offset;
