/** Everything an editor can offer for a place, the surest first. */

import { engine, known, section } from "@deftools/grammar";
import { defaultSite, type Finding } from "@deftools/lint";
import type { Recipe } from "@deftools/recipe";
import { type Span, touches } from "@deftools/text";
import type { Analysis } from "../analysis.ts";
import type { Judging } from "../judging.ts";
import type { CodeAction, CodeActionKind } from "./code-action.ts";
import { didYouMean } from "./did-you-mean.ts";
import { extractArgument } from "./extract-argument.ts";
import { fixEverything, fixesOfOneKind } from "./fix-all.ts";
import { ignoreFindings } from "./ignore-finding.ts";
import { missingSections } from "./missing-sections.ts";
import { quickFixes } from "./quick-fixes.ts";

/** The offers of the kinds that are wanted. Mending everything takes more than a moment, so nobody gets it unasked. */
export const codeActions = (
  { recipe, findings, judging }: Pick<Analysis, "recipe" | "findings" | "judging">,
  place: Span,
  wanted: ReadonlySet<CodeActionKind>,
): readonly CodeAction[] => {
  const actions: CodeAction[] = [];
  if (wanted.has("quick-fix")) {
    const here = fewOf(findings.filter(({ span }) => span.start <= place.end && place.start <= span.end));
    actions.push(
      ...quickFixes(here, place),
      ...didYouMean(recipe, place),
      ...fixesOfOneKind(findings, here),
      ...ignoreFindings(recipe, here, judging),
    );
  }
  if (wanted.has("extract") && knowsArguments(judging)) actions.push(...extractArgument(recipe, place));
  if (wanted.has("rewrite") && inLastHeader(recipe, place)) actions.push(...missingSections(recipe));
  if (wanted.has("fix-all")) actions.push(...fixEverything(recipe.file.text, judging));
  return actions;
};

/** Of more findings than a menu has room for (somebody selected all), the first of each kind: hiding each must be tried. */
const fewOf = (findings: readonly Finding[]): readonly Finding[] => {
  if (findings.length <= MENU) return findings;
  const firsts = new Map(findings.toReversed().map((finding) => [finding.code, finding]));
  return findings.filter((finding) => firsts.get(finding.code) === finding).slice(0, MENU);
};

const MENU = 20;

/** Whether the engine that builds reads placeholders. */
const knowsArguments = ({ settings: { site = defaultSite } }: Judging): boolean => {
  const builder = engine(site.engine);
  const versions = section("arguments")?.versions;
  return builder !== undefined && versions !== undefined && known(versions, builder);
};

/** What the image lacks is offered where it begins. */
const inLastHeader = ({ stages }: Recipe, { start }: Span): boolean => {
  const header = stages.at(-1)?.node.header;
  return header !== undefined && touches(header.span, start);
};
