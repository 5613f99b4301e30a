/** The door of the room: parse a script, walk it, ask for facts about its commands. */

export { assignmentOf, assignmentsIn, type PlacedAssignment } from "./assignment.ts";
export { type Bashism, bashismsIn } from "./bashisms.ts";
export {
  commandsIn,
  compoundsIn,
  type PlacedCommand,
  type PlacedNode,
  type PlacedParameter,
  parametersIn,
  redirectsIn,
} from "./inventory.ts";
export { hasOption, type Option, type OptionRules, type Options, optionsOf } from "./options.ts";
export { parseScript } from "./parse.ts";
export { type ReadScript, rereadScript } from "./reread.ts";
export type {
  Arithmetic,
  Assignment,
  Dialect,
  Redirect,
  ShellNode,
  ShellScript,
  ShellWord,
  SimpleCommand,
  Statement,
  WordPart,
} from "./tree.ts";
export { type CommandContext, type Visitor, walk } from "./walk.ts";
export { wordValue } from "./word-value.ts";
export { type PlainCommand, stripWrappers } from "./wrappers.ts";
