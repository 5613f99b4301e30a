/** Walks over the commands of a script in source order, however deep they are. */
import type { Span } from "@deftools/text";
import type { ShellScript, SimpleCommand } from "./tree.ts";

/** Where a command stands. */
export interface CommandContext {
  /** In a `( … )`, a pipeline or a substitution: changes of directory and variables end there. */
  readonly subshell: boolean;
  /** The function whose body it is in. */
  readonly inFunction?: string;
  /** It runs only if a condition says so (`if`, `case`, `&&`, `||`, loops). */
  readonly conditional: boolean;
  /** The whole statement at top level it belongs to. */
  readonly statement: Span;
}

/** Every simple command of a script, with where it stands. */
export const commandsIn = (
  _script: ShellScript,
): Iterable<{ readonly command: SimpleCommand; readonly context: CommandContext }> => [];
