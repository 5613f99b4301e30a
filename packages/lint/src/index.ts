/** The door of the room: define rules, run them, mend, explain. */

export type { Configuration, ConfigurationLayer, Level, Profile, RuleSetting } from "./configuration.ts";
export { levels, profiles, rulesNamed } from "./configuration.ts";
export { type Effective, resolveConfiguration, type Settled } from "./configuration-effective.ts";
export type {
  AnyRule,
  FixExample,
  OptionTable,
  OptionValue,
  Report,
  Rule,
  RuleData,
  RuleOptions,
} from "./define-rule.ts";
export { defineRule } from "./define-rule.ts";
export { appendedLine } from "./facts/appended-line.ts";
export {
  type Call,
  callsIn,
  callsNamed,
  hasInput,
  kindOfScript,
  nodesIn,
  type ScriptKind,
  scriptsOf,
} from "./facts/call.ts";
export { says } from "./facts/command-text.ts";
export { unknownActivations } from "./facts/conda-shell.ts";
export {
  builderWithout,
  currentAgents,
  currentKeywords,
  enginesWithAgent,
  enginesWithKeyword,
  isCurrentAgent,
  isCurrentKeyword,
  requiredKeywords,
} from "./facts/current-engines.ts";
export { dashScripts, usesDash } from "./facts/default-shell.ts";
export { type EndedRelease, endedRelease } from "./facts/end-of-life.ts";
export { type OpenHereDocument, openHereDocument } from "./facts/here-document.ts";
export { gitCloneValued } from "./facts/installation.ts";
export { isLibraryName, libraryInstall, needsCache } from "./facts/library.ts";
export { indentBefore, lineEndAt, wholeLines } from "./facts/line.ts";
export { misreadSections } from "./facts/misread-section.ts";
export { isAnswered, isTold, mayBeTold, type PackageCall, packageCalls } from "./facts/package-call.ts";
export { hasFallback, type Parameter, parametersIn, usesArguments } from "./facts/parameter.ts";
export { absolutePath, isBelow, type MaskedPlace, maskedPlace, siteMount } from "./facts/path.ts";
export { perName } from "./facts/per-name.ts";
export type { Placement } from "./facts/placement.ts";
export { firstInEachFolder, isRemovedLater, isUsedUp, lastingPlacements } from "./facts/placements.ts";
export { mentions, runtimeWords } from "./facts/runtime-text.ts";
export { buildSteps, type Step } from "./facts/step.ts";
export { namesSetIn } from "./facts/variable.ts";
export type { Finding, Fix, FixSafety, Severity } from "./finding.ts";
export type { Mended } from "./fixes.ts";
export { fixAll, MAX_ROUNDS, mayApply, mendOnce } from "./fixes.ts";
export { atLevels } from "./foreign-levels.ts";
export { type LintSettings, lint, optionsOf, rulesOn } from "./lint.ts";
export { nearest } from "./nearest.ts";
export { ruleIndexPage, rulePage, ruleText } from "./rule-pages.ts";
export { defaultSite, type Site } from "./site.ts";
export { type Suppression, suppressionsIn } from "./suppressions.ts";
export { suppressionVerbs } from "./suppressions-comment.ts";
export type { JudgedSelector, JudgedSuppression } from "./suppressions-judged.ts";
