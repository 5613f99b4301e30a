/** What a running container reads: the words of its run-time scripts. */

import type { ScriptSection, Stage } from "@deftools/recipe";
import { walk, wordValue } from "@deftools/shell";

const RUNTIME_SECTIONS: ReadonlySet<ScriptSection> = new Set([
  "environment",
  "runscript",
  "startscript",
  "test",
  "appenv",
  "apprun",
  "appstart",
  "apptest",
]);

/** The words of the sections that run after the build. */
export const runtimeWords = (stage: Stage): readonly string[] => {
  const known = remembered.get(stage) ?? found(stage);
  remembered.set(stage, known);
  return known;
};

/** It is asked for every script that a build writes and runs. */
const remembered = new WeakMap<Stage, readonly string[]>();

const found = (stage: Stage): readonly string[] => {
  const words: string[] = [];
  for (const { section, tree } of stage.scripts)
    if (RUNTIME_SECTIONS.has(section)) walk(tree, { word: (word) => words.push(wordValue(word)) });
  return words;
};

/** Whether one of the words names a path or something below it, in a list like `PATH` too. */
export const mentions = (words: readonly string[], path: string): boolean =>
  words.some((word) => word.split(/[:=\s"']/).some((part) => part === path || part.startsWith(`${path}/`)));
