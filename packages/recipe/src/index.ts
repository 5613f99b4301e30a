/** The door of the room: understand a parsed file, ask for facts about it. */

export { type ArgumentUse, argumentsOf, type StageArguments } from "./arguments.ts";
export { filesOrigin } from "./copies.ts";
export { type Distribution, type DistributionName, distribution } from "./distribution.ts";
export { metadataLost } from "./lost-metadata.ts";
export { placeholdersIn } from "./placeholders.ts";
export { scriptAt, sectionAt, stageAt } from "./position.ts";
export type { App, Bootstrap, Copy, Recipe, Script, ScriptSection, Stage } from "./recipe.ts";
export { looksLikeRecipe, mayBeRecipe } from "./recipe-detection.ts";
export type { ScriptReader } from "./scripts.ts";
export { wordsOf } from "./section-words.ts";
export { type StageLink, stageLinks, stageNamed } from "./stage-links.ts";
export { sourceOf } from "./template/substitute.ts";
export { understand } from "./understand.ts";
export type { EngineFiles, EngineScript, EngineStage } from "./verdict/definition.ts";
export type { Refusal } from "./verdict/refusal.ts";
export {
  type BuildArguments,
  type JudgedStage,
  type Verdict,
  type VerdictOptions,
  verdict,
} from "./verdict/verdict.ts";
