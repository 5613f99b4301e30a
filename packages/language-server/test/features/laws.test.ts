/** Laws of features, on the recipes of the corpus and the examples: each quirk of the language is in one of them. */

import { globSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { verdict } from "@deftools/recipe";
import { applyEdits, covers, type TextEdit } from "@deftools/text";
import { describe, expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { codeActions } from "../../src/features/code-actions.ts";
import { documentSymbols, type OutlineNode } from "../../src/features/document-symbols.ts";
import { extractArgument } from "../../src/features/extract-argument.ts";
import { foldingRanges } from "../../src/features/folding-ranges.ts";
import { namesOf } from "../../src/features/names/names.ts";
import { references } from "../../src/features/references.ts";
import { rename } from "../../src/features/rename.ts";
import { selectionRanges } from "../../src/features/selection-ranges.ts";

const root = resolve(import.meta.dirname, "../../../..");
const recipes = globSync(["test/corpus/*.def", "examples/*.def"], { cwd: root })
  .sort()
  .map((path) => [basename(path), readFileSync(resolve(root, path), "utf8")] as const)
  // a recipe that is too long for an engine says nothing more than a short one
  .filter(([, text]) => text.length < 20_000);

/** What an engine makes of a text, but for `%arguments`, which are no part of the image; or why it refuses it. */
const meaning = (text: string): unknown => {
  const judged = verdict(text, "apptainer-1.5");
  if (judged.verdict === "reject") return judged.error;
  return judged.stages.map(({ stage: { buildData, ...rest } }) => ({
    ...rest,
    files: buildData.files,
    scripts: { ...buildData.buildScripts, arguments: undefined },
  }));
};

/** Where an offset lies after edits that do not touch it. */
const moved = (offset: number, edits: readonly TextEdit[]): number =>
  edits.reduce(
    (at, { span, text }) => (span.end <= offset ? at + text.length - (span.end - span.start) : at),
    offset,
  );

/** As JSON has it. */
const hiding = /(?:\\t| )*# deflint disable[^"]*? -- \\n/g;

describe.each(recipes)("%s", (_name, text) => {
  const analysis = analyze(text);
  const { recipe, findings } = analysis;

  test("the outline nests", () => {
    const check = ({ name, span, selection, children }: OutlineNode): void => {
      expect(name).not.toBe("");
      expect(covers(span, selection), name).toBe(true);
      let done = span.start;
      for (const child of children) {
        expect(done).toBeLessThanOrEqual(child.span.start);
        expect(covers(span, child.span), child.name).toBe(true);
        done = child.span.end;
        check(child);
      }
    };
    for (const node of documentSymbols(recipe)) check(node);
  });

  test("folds are apart or inside each other", () => {
    const lines = foldingRanges(recipe).map(({ span }) => ({
      start: recipe.lines.position(span.start).line,
      end: recipe.lines.position(span.end).line,
    }));
    for (const one of lines) {
      expect(one.start).toBeLessThan(one.end);
      for (const other of lines)
        expect(one.start < other.start && other.start <= one.end && one.end < other.end).toBe(false);
    }
  });

  test("selections grow", () => {
    for (let offset = 0; offset <= text.length; offset += 5) {
      const [first, ...wider] = selectionRanges(recipe, offset);
      let before = first ?? expect.fail();
      for (const span of wider) {
        expect(covers(span, before) && before.end - before.start < span.end - span.start).toBe(true);
        before = span;
      }
      expect(before).toEqual({ start: 0, end: text.length });
    }
  });

  test("a name that is renamed has the same mentions, and comes back", () => {
    for (const { mentions, text: name } of namesOf(recipe)) {
      const at = mentions[0]?.span.start ?? expect.fail();
      const there = rename(recipe, at, "quite_free");
      if ("refusal" in there) continue;
      const after = analyze(applyEdits(text, there.edits)).recipe;
      const expected = mentions.map(({ span, role }) => [moved(span.start, there.edits), role]);
      const place = moved(at, there.edits);
      expect(references(after, place).map(({ span, role }) => [span.start, role])).toEqual(expected);
      const back = rename(after, place, name);
      if ("refusal" in back) expect(back.refusal).toMatch(/something else here|is no name/);
      else expect(applyEdits(after.file.text, back.edits)).toBe(text);
    }
  });

  test("a comment that hides a finding means nothing to the engine, and no offer breaks a recipe", () => {
    const before = meaning(text);
    // the first section of a file without a header is trimmed
    if (typeof before === "string" || recipe.file.stages[0]?.header.entries.length === 0) return;
    for (const { span } of findings)
      for (const { title, edits } of codeActions(analysis, span, new Set(["quick-fix"]))) {
        const after = meaning(applyEdits(text, edits));
        expect(after, title).not.toBeTypeOf("string");
        if (title.startsWith("ignore"))
          expect(JSON.stringify(after).replaceAll(hiding, ""), title).toBe(JSON.stringify(before));
      }
  });

  test("an extracted argument means what was there", () => {
    const before = meaning(text);
    if (typeof before === "string") return;
    for (const { 0: word, index } of [...text.matchAll(/[^\s"'=:,;]+/g)].filter((_, at) => at % 5 === 0))
      for (const { edits } of extractArgument(recipe, { start: index, end: index + word.length }))
        expect(meaning(applyEdits(text, edits)), word).toEqual(before);
  });
});
