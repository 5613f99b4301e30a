/** The other places that a finding is about: of what is there twice, the other one; of what stands in a wrong place, what it is held against. */

import type { SectionNode, Word } from "@deftools/grammar";
import type { Finding } from "@deftools/lint";
import { type Recipe, type Stage, sectionAt, stageAt } from "@deftools/recipe";
import { assignmentsIn } from "@deftools/shell";
import type { Span } from "@deftools/text";
import type { RelatedPlace } from "./diagnostics.ts";

/** The first few; none for findings that speak of one place. */
export const relatedPlaces = (recipe: Recipe, { name, span }: Finding): readonly RelatedPlace[] => {
  const stage = stageAt(recipe, span.start);
  const text = recipe.file.text.slice(span.start, span.end);
  const others = (places: IteratorObject<Place>, message: string): readonly RelatedPlace[] =>
    places
      .filter((each) => each.span.start !== span.start)
      .take(MOST)
      .map((each) => ({ span: each.span, message }))
      .toArray();
  const isSame = <Named extends Pick<Word, "text" | "span">>(each: Named | undefined): each is Named =>
    each?.text === text;
  switch (name) {
    case "duplicate-stage":
      return others(
        recipe.stages
          .values()
          .map((each) => each.name)
          .filter(isSame),
        `another stage "${text}"`,
      );
    case "duplicate-header-key":
      return others(
        keysOf(stage).filter((key) => key.text.toLowerCase() === text.toLowerCase()),
        `another "${text}"`,
      );
    case "duplicate-label":
      return others(
        (stage?.labels ?? [])
          .values()
          .map(({ key }) => key)
          .filter(isSame),
        `another label "${text}"`,
      );
    case "files-duplicate-destination":
      return others(
        (stage?.copies ?? [])
          .values()
          .map(({ destination }) => destination)
          .filter(isSame),
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
      return others(settings(stage, /\w+/.exec(text)?.[0]), "set here");
    default:
      return [];
  }
};

interface Place {
  readonly span: Span;
}

/** More help nobody, and of a thousand that are alike each would name all others. */
const MOST = 10;

const keysOf = (stage: Stage | undefined): IteratorObject<Word> =>
  (stage?.node.header.entries ?? []).values().map(({ key }) => key);

const sectionLines = (
  stage: Stage | undefined,
  wanted: (section: SectionNode) => boolean,
): IteratorObject<Place> =>
  (stage?.sections ?? [])
    .values()
    .filter(wanted)
    .map(({ line }) => ({ span: line }));

/** Where `%environment` sets a variable. */
const settings = (stage: Stage | undefined, name: string | undefined): IteratorObject<Place> =>
  (stage?.scripts ?? [])
    .values()
    .filter(({ section }) => section === "environment")
    .flatMap(({ tree }) => assignmentsIn(tree))
    .filter(({ assignment }) => assignment.name === name)
    .map(({ assignment }) => ({ span: assignment.nameSpan }));
