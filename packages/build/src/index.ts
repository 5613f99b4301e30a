/** The door of the room: plan the build of a recipe, find what it copies, execute it, and inspect what came out. */

export { type AgentPrograms, agentPrograms, type ProgramNeed } from "./bases/agent-programs.ts";
export type { RecipeLogin } from "./bases/recipe-login.ts";
export type { BuildEvent, Tell } from "./build-event.ts";
export type {
  Base,
  BuildPlan,
  BuildScript,
  Compression,
  DockerBase,
  LibraryBase,
  LocalBase,
  Metadata,
  OrasBase,
  PlannedCopy,
  PlannedScript,
  PlannedStage,
  ScratchBase,
  StoredBase,
} from "./build-plan.ts";
export type { BuildProblem, BuildProblemCode } from "./build-problem.ts";
export { type ActionName, actionScript } from "./container-files/actions.ts";
export { type BuildPorts, type BuildSummary, execute, type Output } from "./execute.ts";
export { type Foreseen, foresee } from "./foresee.ts";
export { type FoundCopy, findAllCopies } from "./host-files/find-copies.ts";
export type { HostFiles, HostStat } from "./host-files/host-files.ts";
export { nodeHostFiles } from "./host-files/node-host-files.ts";
export { type ImageFolder, imageFolder } from "./image-folder.ts";
export { type Inspection, inspect } from "./inspect.ts";
export { inspectFolder } from "./inspect-texts.ts";
export {
  type InspectionPart,
  inspectionJson,
  inspectionParts,
  inspectionText,
} from "./inspection-text.ts";
export { emptyLock, extendLock, type Lock, lockedPlan, lockText, parseLock } from "./lock.ts";
export { type PackFolder, packFolder } from "./packs/pack-folder.ts";
export { type Planned, type PlanOptions, plan } from "./plan.ts";
export { type PlannedSource, planSource } from "./plan-source.ts";
export { type BaseFolder, baseFolder, type TreePorts, type TreeToWrite } from "./scripts/base-folder.ts";
export { type CacheMount, cacheMountOf, knownCacheMounts } from "./scripts/cache-mounts.ts";
export type { ScriptLog, ScriptNotes, ScriptPorts } from "./scripts/script-ports.ts";
export { type ScriptSettings, usualSettings } from "./scripts/script-settings.ts";
export type { Secret } from "./scripts/secrets.ts";
export { removeStoredTree, type StoredTree, storedTrees } from "./scripts/stored-trees.ts";
export { stepName } from "./stages/step-name.ts";
export { treeHash } from "./tree-hash.ts";
