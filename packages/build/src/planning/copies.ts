/** The lines of `%files`, as far as they can be judged without looking at the disk. */

import type { Copy } from "@deftools/recipe";
import type { LineIndex } from "@deftools/text";
import type { PlannedCopy } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";
import type { NeededStage } from "./needed-stages.ts";
import { reportAt } from "./stage-texts.ts";

/** What to copy: from other stages first, as the engine does it. `lines` are the file's. */
export const planCopies = (needed: NeededStage, lines: LineIndex, report: Report): readonly PlannedCopy[] => {
  const { stage, locate } = needed.text;
  const tell = reportAt(report, needed.text);
  const skipped = new Set(stage.copies.filter((copy) => copy.skipped).map(({ section }) => section));
  for (const section of skipped)
    tell({
      code: "build/unsupported-copy",
      severity: "warning",
      message: "nothing of this section is copied: its argument is not understood",
      span: section.line,
      hint: 'write "%files", or "%files from STAGE"',
    });
  const planned = stage.copies
    .filter(({ app, skipped: passed }) => app === undefined && passed === undefined)
    .flatMap((copy) => {
      const from = copy.from === undefined ? undefined : needed.sources.get(copy.from.text);
      if (copy.from !== undefined && from === undefined) return [];
      checkCopy(copy, tell);
      const place = locate(copy.source.span);
      return [
        {
          ...(from !== undefined && { stage: from }),
          source: copy.source.text,
          ...(copy.destination !== undefined && { destination: copy.destination.text }),
          place,
          line: lines.position(place.start).line + 1,
        },
      ];
    });
  return [
    ...planned.filter(({ stage: from }) => from !== undefined),
    ...planned.filter(({ stage: from }) => from === undefined),
  ];
};

const checkCopy = ({ source, from, line }: Copy, report: Report): void => {
  if (from === undefined && !source.quoted && /^~|\$|`/.test(source.text))
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
};
