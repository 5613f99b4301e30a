/**
 * What the engines make of a file, as texts that can be compared: the law of the formatter is that they stay equal.
 * An engine that knows no stages takes a second header for lines of the script above it, and the build ends there: of files with
 * several stages it is not asked.
 */

import { type Engine, engines, headerKeyword, known, parse } from "@deftools/grammar";
import { type BuildArguments, type EngineScript, type EngineStage, verdict } from "@deftools/recipe";

/** One text per engine that is asked: its stages, or the words of its refusal. */
export type Meaning = readonly string[];

/** What of a file may not change. */
export interface MeaningOptions {
  /** `tidy`: of `%arguments` the pairs count and not the text. */
  readonly arguments: "keep" | "tidy";
  /** What the engines are given on their command lines. */
  readonly given?: BuildArguments;
}

/** The meaning of a text to every engine. */
export const meaningOf = (text: string, options: MeaningOptions = { arguments: "keep" }): Meaning =>
  enginesFor(text).map(({ id }) => {
    const judged = verdict(text, id, options.given);
    if (judged.verdict === "reject") return `${id} refuses: ${judged.error}`;
    return `${id} reads: ${JSON.stringify(judged.stages.map(({ stage }) => comparable(stage, options)))}`;
  });

const enginesFor = (text: string): readonly Engine[] =>
  1 < parse(text).stages.length ? engines.filter(knowsStages) : engines;

const knowsStages = (engine: Engine): boolean => {
  const keyword = headerKeyword("Stage");
  return keyword !== undefined && known(keyword.versions, engine);
};

const comparable = (stage: EngineStage, options: MeaningOptions): unknown => {
  if (options.arguments === "keep") return stage;
  const { buildScripts } = stage.buildData;
  const arguments_ = pairsOf(buildScripts.arguments);
  return {
    ...stage,
    buildData: { ...stage.buildData, buildScripts: { ...buildScripts, arguments: arguments_ } },
  };
};

/** As the engines take lines apart before they look at them. */
const pairsOf = ({ args, script }: EngineScript): unknown => ({
  args,
  pairs: script
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.replace(/\s*=\s*/, "=")),
});
