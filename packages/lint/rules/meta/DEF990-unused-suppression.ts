/** DEF990: a comment switches off a rule that has nothing to say. */

import { defineRule, type JudgedSuppression } from "@deftools/lint";
import type { Recipe } from "@deftools/recipe";
import { type Span, span, type TextEdit, textAt } from "@deftools/text";

export default defineRule<{ readonly rule: string }>({
  code: "DEF990",
  name: "unused-suppression",
  severity: "warning",
  summary: "A comment suppresses a rule that finds nothing there.",
  why: `
The trouble it once excused is gone, or the comment stands at the wrong place. Left in the file it would hide the next one.
Nothing is said of rules that did not run.`,
  sources: ["https://docs.astral.sh/ruff/rules/unused-noqa/"],
  message: ({ rule }) =>
    `${rule === "" ? "nothing" : `"${rule}"`} finds nothing that this comment could hide`,
  fix: { title: "remove the suppression", safety: "safe" },
  bad: [
    {
      before: `
Bootstrap: docker
# deflint disable-next-line=«untagged-image»
From: ubuntu:24.04
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04
`,
    },
    {
      before: `
Bootstrap: docker
# deflint disable-next-line=DEF201,«DEF202» -- the newest is wanted
From: ubuntu
`,
      after: `
Bootstrap: docker
# deflint disable-next-line=DEF201 -- the newest is wanted
From: ubuntu
`,
    },
  ],
  good: [
    `
Bootstrap: docker
# deflint disable-next-line=untagged-image -- the newest is wanted
From: ubuntu
`,
  ],

  judge(suppressions, report, _options, recipe) {
    for (const suppression of suppressions) {
      if (suppression.known === undefined || suppression.known === "enable") continue;
      const { selectors } = suppression;
      const unused = selectors.filter(({ state }) => state === "unused");
      if (unused.length === selectors.length) {
        // a blanket that covers rules which did not run cannot be judged, so one that hides nothing is left to DEF993
        const [first] = unused;
        if (first)
          report(
            first.word.span,
            { rule: unused.map(({ word }) => word.text).join(", ") },
            withoutComment(recipe, suppression),
          );
        continue;
      }
      for (const { word } of unused)
        report(word.span, { rule: word.text }, withoutWord(suppression, word.span));
    }
  },
});

/** The comment with its line, or with the blanks before it; absent where a line that goes means something else without it. */
const withoutComment = (
  { lines, file: { text } }: Recipe,
  { span: comment }: JudgedSuppression,
): readonly TextEdit[] | undefined => {
  const { line } = lines.position(comment.start);
  const whole = lines.line(line);
  const before = text.slice(whole.start, comment.start);
  if (before.trim() !== "")
    return [{ span: span(whole.start + before.trimEnd().length, whole.end), text: "" }];
  if (lines.lineCount <= line + 1) return [{ span: span(comment.start, whole.end), text: "" }];
  const next = lines.line(line + 1);
  const above = line === 0 ? "" : textAt(text, lines.line(line - 1));
  // the first line of a script says by `#!` who runs it, and a continuation takes what follows
  if (/^\s*#!/.test(textAt(text, next)) || above.endsWith("\\")) return undefined;
  return [{ span: span(whole.start, next.start), text: "" }];
};

/** One word of the list with its comma. */
const withoutWord = ({ rules }: JudgedSuppression, word: Span): readonly TextEdit[] => {
  const index = rules.findIndex((each) => each.span.start === word.start);
  const [before, after] = [rules[index - 1], rules[index + 1]];
  if (before) return [{ span: span(before.span.end, word.end), text: "" }];
  return [{ span: span(word.start, after ? after.span.start : word.end), text: "" }];
};
