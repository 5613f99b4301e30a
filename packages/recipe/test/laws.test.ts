/** What holds for every text. */

import { commandsIn } from "@deftools/shell";
import { type Span, textAt } from "@deftools/text";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  argumentsOf,
  distribution,
  metadataLost,
  scriptAt,
  sectionAt,
  stageAt,
  stageLinks,
} from "../src/index.ts";
import { recipeOf } from "./recipe.ts";

const line = fc.constantFrom(
  "Bootstrap: docker",
  "bootstrap: library",
  "Bootstrap:",
  "From: a:1",
  "From: {{ a }}",
  "Registry: r.io",
  "Stage: one",
  "Stage:",
  "%post",
  "%post -c /bin/bash",
  "%POST -c",
  "%files from one",
  "%files  ",
  "%appfiles x",
  "%apprun",
  "%runscript",
  "#!/bin/bash",
  "%arguments",
  "a=1",
  "%labels",
  "%what",
  "  %test",
  "x $(y) 'z",
  "cat <<E",
  "E",
  "if {{ a }}; then",
  '"',
  "",
  "\t",
);
const text = fc.oneof(
  fc
    .tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom("\n", "\r\n"))
    .map(([lines, end]) => lines.join(end)),
  fc.string({ unit: "binary", maxLength: 100 }),
);

test("every text is understood, and every place lies in it", () => {
  fc.assert(
    fc.property(text, fc.nat(), (input, at) => {
      const recipe = recipeOf(input);
      const inside = ({ start, end }: Span) => 0 <= start && start <= end && end <= input.length;
      expect(recipe.stages.filter(({ last }) => last)).toHaveLength(1);
      for (const stage of recipe.stages) {
        for (const script of stage.scripts)
          for (const { command } of commandsIn(script.tree)) expect(inside(command.span)).toBe(true);
        for (const { from } of stage.copies)
          if (from !== undefined) expect(textAt(input, from.span)).toBe(from.text);
        for (const { placeholder } of argumentsOf(recipe, stage).uses)
          expect(inside(placeholder.span)).toBe(true);
        metadataLost(recipe, stage);
        distribution(stage);
      }
      stageLinks(recipe);
      const offset = at % (input.length + 1);
      expect(stageAt(recipe, offset)).toBeDefined();
      const section = sectionAt(recipe, offset);
      if (section !== undefined) expect(inside(section.span)).toBe(true);
      scriptAt(recipe, offset);
    }),
    { numRuns: 1500 },
  );
});

test("every placeholder belongs to exactly one stage", () => {
  fc.assert(
    fc.property(text, (input) => {
      const recipe = recipeOf(input);
      const found = recipe.stages.flatMap((stage) =>
        argumentsOf(recipe, stage).uses.map(({ placeholder }) => placeholder),
      );
      expect(found).toEqual(recipe.file.placeholders);
    }),
  );
});
