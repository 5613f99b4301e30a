/** The door of the room: parse a script, walk its commands. */

export { parseScript } from "./parse.ts";
export type {
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
export type { CommandContext } from "./walk.ts";
export { commandsIn } from "./walk.ts";
