/** The lines of `%files`, as far as they can be judged without looking at the disk. */

import type { Copy, Recipe, Stage } from "@deftools/recipe";
import type { PlannedCopy } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";

/** What to copy from the host, in the order of the lines. */
export const planCopies = (stage: Stage, { lines }: Recipe, report: Report): readonly PlannedCopy[] =>
  stage.copies
    .filter(({ app }) => app === undefined)
    .flatMap((copy) => planCopy(copy, lines.position(copy.line.span.start).line + 1, report) ?? []);

const planCopy = (
  { source, destination, from, line }: Copy,
  number: number,
  report: Report,
): PlannedCopy | undefined => {
  if (from !== undefined) {
    report({
      code: "build/unsupported-copy",
      severity: "error",
      message: `"%files from ${from.text}" cannot be built yet: only one stage is`,
      span: from.span,
    });
    return undefined;
  }
  if (!source.quoted && /^~|\$|`/.test(source.text))
    report({
      code: "build/unexpanded-source",
      severity: "warning",
      message: `"${source.text}" is taken as it is: variables, commands and ~ are not expanded in %files`,
      span: source.span,
    });
  for (const word of line.ignored)
    report({
      code: "build/unsupported-copy",
      severity: "warning",
      message: `"${word.text}" is ignored: a line of %files has one source and one destination`,
      span: word.span,
    });
  return {
    source: source.text,
    ...(destination === undefined ? {} : { destination: destination.text }),
    place: source.span,
    line: number,
  };
};
