/**
 * What `%files` and `%appfiles` copy, and where from.
 * Source: apptainer v1.4.5, internal/pkg/build/stage.go, copyFilesFrom and copyFiles.
 */

import type { SectionNode, Word } from "@deftools/grammar";
import type { Copy } from "./recipe.ts";
import { wordsOf } from "./section-words.ts";

/** Every line that copies, in file order. */
export const copiesOf = (sections: readonly SectionNode[]): readonly Copy[] =>
  sections.flatMap(copiesOfSection);

const copiesOfSection = (section: SectionNode): readonly Copy[] => {
  if (section.content.kind !== "files") return [];
  const { app } = section;
  const origin = app === undefined ? filesOrigin(section) : {};
  return section.content.lines.map((line) => ({
    line,
    source: line.source,
    ...(line.destination === undefined ? {} : { destination: line.destination }),
    section,
    ...origin,
    ...(app === undefined ? {} : { app }),
  }));
};

/**
 * What the argument of a `%files` section says: nothing is the host, two words are a stage, whatever the first may be.
 * All else, even blanks alone, makes the engine pass over the whole section without a word.
 */
export const filesOrigin = (section: SectionNode): { readonly from?: Word; readonly skipped?: true } => {
  const argument = section.argument?.text.split("#", 1)[0] ?? "";
  if (argument === "") return {};
  const [, from, ...more] = wordsOf(section);
  return from === undefined || 0 < more.length ? { skipped: true } : { from };
};
