/** Which stages the image needs: the last one, and all that one of those copies from. The others are not built. */

import type { Report } from "../build-problem.ts";
import { reportAt, type StageText } from "./stage-texts.ts";

/** A stage that is needed, and where those are that it copies from, by name. */
export interface NeededStage {
  readonly text: StageText;
  /** Numbers count in the list of needed stages. */
  readonly sources: ReadonlyMap<string, number>;
}

/** The needed stages in the order of the file; a stage that is not there, or stands too late, is reported. */
export const neededStages = (texts: readonly StageText[], report: Report): readonly NeededStage[] => {
  const links = texts.map((text, index) => linksOf(texts, text, index, report));
  const needed = new Set<number>();
  const ahead = texts.length === 0 ? [] : [texts.length - 1];
  for (let index = ahead.pop(); index !== undefined; index = ahead.pop()) {
    if (needed.has(index)) continue;
    needed.add(index);
    ahead.push(...(links[index]?.values() ?? []));
  }
  const order = [...needed].sort((a, b) => a - b);
  for (const [index, text] of texts.entries()) if (!needed.has(index)) reportUnused(text, report);
  return order.flatMap((index) => {
    const text = texts[index];
    if (text === undefined) return [];
    const sources = [...(links[index] ?? [])].map(([name, at]) => [name, order.indexOf(at)] as const);
    return [{ text, sources: new Map(sources) }];
  });
};

const linksOf = (
  texts: readonly StageText[],
  text: StageText,
  index: number,
  report: Report,
): ReadonlyMap<string, number> => {
  const earlier = texts.slice(0, index).map(({ stage }) => stage.name?.text);
  const found = new Map<string, number>();
  const missing = new Set<string>();
  for (const { from } of text.stage.copies) {
    if (from === undefined || found.has(from.text) || missing.has(from.text)) continue;
    const at = earlier.indexOf(from.text);
    if (at !== -1) {
      found.set(from.text, at);
      continue;
    }
    missing.add(from.text);
    const names = earlier.filter((name) => name !== undefined).map((name) => `"${name}"`);
    reportAt(
      report,
      text,
    )({
      code: "build/no-such-stage",
      severity: "error",
      message: `no stage before this one is called "${from.text}"`,
      span: from.span,
      hint:
        names.length === 0
          ? `give an earlier stage the line "Stage: ${from.text}"`
          : `there are ${names.join(", ")}; names are case-sensitive`,
    });
  }
  return found;
};

const reportUnused = (text: StageText, report: Report): void => {
  const { stage } = text;
  const name = stage.name === undefined ? "this stage" : `stage "${stage.name.text}"`;
  reportAt(
    report,
    text,
  )({
    code: "build/unused-stage",
    severity: "warning",
    message: `${name} is not built: the image takes nothing from it`,
    span: stage.bootstrap?.agent.span ?? stage.node.header.span,
  });
};
