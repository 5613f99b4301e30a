/** The other places that a finding is about: of what is there twice, the other one; of what stands in a wrong place, what it is held against. */

import type { SectionNode } from "@deftools/grammar";
import type { Finding } from "@deftools/lint";
import { type Recipe, type Stage, sectionAt, stageAt } from "@deftools/recipe";
import { assignmentsIn } from "@deftools/shell";
import type { Span } from "@deftools/text";
import type { RelatedPlace } from "./diagnostics.ts";

/** Nothing for findings that speak of one place. */
export const relatedPlaces = (recipe: Recipe, { name, span }: Finding): readonly RelatedPlace[] => {
  const stage = stageAt(recipe, span.start);
  const others = (spans: readonly Span[], message: string): readonly RelatedPlace[] =>
    spans.filter(({ start }) => start !== span.start).map((each) => ({ span: each, message }));
  const text = recipe.file.text.slice(span.start, span.end);
  switch (name) {
    case "duplicate-stage":
      return others(
        recipe.stages.flatMap((each) => (each.name?.text === text ? [each.name.span] : [])),
        `another stage "${text}"`,
      );
    case "duplicate-header-key":
      return others(
        (stage?.node.header.entries ?? []).flatMap(({ key }) =>
          key.text.toLowerCase() === text.toLowerCase() ? [key.span] : [],
        ),
        `another "${text}"`,
      );
    case "duplicate-label":
      return others(
        (stage?.labels ?? []).flatMap(({ key }) => (key.text === text ? [key.span] : [])),
        `another label "${text}"`,
      );
    case "files-duplicate-destination":
      return others(
        (stage?.copies ?? []).flatMap(({ destination }) =>
          destination?.text === text ? [destination.span] : [],
        ),
        `also goes to "${text}"`,
      );
    case "repeated-section": {
      const app = sectionAt(recipe, span.start)?.app?.text;
      return others(
        sectionLines(stage, (each) => `%${each.name.text}` === text && each.app?.text === app),
        `another "${text}"`,
      );
    }
    case "section-below-post":
      return others(
        sectionLines(stage, ({ type }) => type === "post"),
        `"%post" is carried out later`,
      );
    case "env-not-in-post":
      return others(
        (stage?.scripts ?? [])
          .filter(({ section }) => section === "environment")
          .flatMap(({ tree }) => assignmentsIn(tree))
          .flatMap(({ assignment: { name: set, nameSpan } }) =>
            set === /\w+/.exec(text)?.[0] ? [nameSpan] : [],
          ),
        "set here",
      );
    default:
      return [];
  }
};

const sectionLines = (stage: Stage | undefined, wanted: (section: SectionNode) => boolean): readonly Span[] =>
  (stage?.sections ?? []).filter(wanted).map(({ line }) => line);
