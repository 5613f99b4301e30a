/** Writes what is made from the vocabulary and the parser: colors for editors and two pages of docs. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
  emacsMode,
  kateSyntax,
  nanoSyntax,
  syntaxDiagramPage,
  textmateGrammar,
  vimSyntax,
  vocabularyPage,
} from "@deftools/grammar";

const root = resolve(import.meta.dirname, "..");

/** The generated files of this room by their paths, relative to the repository. */
export const generated = (): ReadonlyMap<string, string> =>
  new Map([
    [
      "grammar/textmate/singularity-def.tmLanguage.json",
      JSON.stringify(textmateGrammar(), undefined, 2) + "\n",
    ],
    ["editors/emacs/singularity-def-mode.el", emacsMode()],
    ["editors/kate/singularity-def.xml", kateSyntax()],
    ["editors/nano/singularity-def.nanorc", nanoSyntax()],
    ["editors/vim/syntax/singularity-def.vim", vimSyntax()],
    ["docs/syntax.md", syntaxDiagramPage()],
    ["docs/vocabulary.md", vocabularyPage()],
  ]);

/** Writes all generated files of this room; returns their paths. */
export const generate = (): readonly string[] => {
  const files = generated();
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...files.keys()];
};
