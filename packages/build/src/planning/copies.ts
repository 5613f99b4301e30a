/** The lines of `%files`, as far as they can be judged without looking at the disk. */

import type { Copy } from "@deftools/recipe";
import type { LineIndex } from "@deftools/text";
import type { PlannedCopy } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";
import { appFolder } from "../container-files/apps.ts";
import type { NeededStage } from "./needed-stages.ts";
import { reportAt } from "./stage-texts.ts";

/** What to copy: from other stages first, as the engine does it, and what belongs to apps before the rest. `lines` are the file's. */
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
    .filter(({ skipped: passed }) => passed === undefined)
    .sort((a, b) => Number(b.app !== undefined) - Number(a.app !== undefined))
    .flatMap((copy) => {
      const from = copy.from === undefined ? undefined : needed.sources.get(copy.from.text);
      if (copy.from !== undefined && from === undefined) return [];
      checkCopy(copy, tell);
      const place = locate(copy.source.span);
      return [
        {
          ...(from !== undefined && { stage: from }),
          source: copy.source.text,
          ...destinationOf(copy),
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

/** Of an app: below its folder, wherever it says. */
const destinationOf = ({ app, source, destination }: Copy): { readonly destination?: string } => {
  if (app === undefined) return destination === undefined ? {} : { destination: destination.text };
  return { destination: `/${appFolder(app.text)}/${(destination ?? source).text.replace(/^\/+/, "")}` };
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
