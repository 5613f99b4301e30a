/** What the browser test runs on both sides: everything the pure rooms say about a text, as one string. */

import { format } from "@deftools/format";
import { engines, parse, printTree, tokenize } from "@deftools/grammar";
import { understand, verdict } from "@deftools/recipe";

/** Deterministic; the same in Node and in a browser. */
export const everythingAbout = (text: string): string => {
  const file = parse(text);
  const recipe = understand(file);
  return JSON.stringify({
    tokens: tokenize(text).length,
    tree: printTree(file),
    scripts: recipe.stages.flatMap(({ scripts }) =>
      scripts.map(({ section, dialect, tree }) => [section, dialect, tree]),
    ),
    images: recipe.stages.map(({ bootstrap }) => bootstrap?.image),
    edits: format(text),
    verdicts: engines.map(({ id }) => verdict(text, id, { beforeFetch: true })),
  });
};
