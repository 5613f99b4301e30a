/** What a script holds, kind by kind: gathered by one walk when first asked for, and kept with the script. */

import type { Assignment, Redirect, ShellNode, ShellScript, ShellWord, SimpleCommand, WordPart } from "./tree.ts";
import { type CommandContext, walk } from "./walk.ts";

/** A simple command and where it stands. */
export interface PlacedCommand {
  readonly command: SimpleCommand;
  readonly context: CommandContext;
}

/** A compound command (a pipeline, a list, a loop, a function …) and where it stands. */
export interface PlacedNode {
  readonly node: Exclude<ShellNode, SimpleCommand>;
  readonly context: CommandContext;
}

/** One `$NAME`, with the word it stands in; a here-document has no words. */
export interface PlacedParameter {
  readonly part: WordPart & { readonly kind: "parameter" };
  readonly word?: ShellWord;
  readonly context: CommandContext;
}

/** Commands are in file order; all else in that of a walk, so that what holds others comes first. */
export interface Inventory {
  readonly commands: readonly PlacedCommand[];
  readonly compounds: readonly PlacedNode[];
  readonly parameters: readonly PlacedParameter[];
  /** All but plain text and parameters. */
  readonly otherParts: readonly WordPart[];
  readonly redirects: readonly Redirect[];
  readonly assignments: readonly Assignment[];
}

/** Every simple command of a script, in file order. */
export const commandsIn = (script: ShellScript): readonly PlacedCommand[] => inventoryOf(script).commands;

/** Every compound command of a script, those that hold others first. */
export const compoundsIn = (script: ShellScript): readonly PlacedNode[] => inventoryOf(script).compounds;

/** Every variable and argument a script reads, in the order of a walk. */
export const parametersIn = (script: ShellScript): readonly PlacedParameter[] =>
  inventoryOf(script).parameters;

/** Every redirection of a script, in the order of a walk. */
export const redirectsIn = (script: ShellScript): readonly Redirect[] => inventoryOf(script).redirects;

/** All of it. */
export const inventoryOf = (script: ShellScript): Inventory => {
  const known = remembered.get(script) ?? gathered(script);
  remembered.set(script, known);
  return known;
};

/** Some ninety rules ask about the same script. */
const remembered = new WeakMap<ShellScript, Inventory>();

const gathered = (script: ShellScript): Inventory => {
  const commands: PlacedCommand[] = [];
  const compounds: PlacedNode[] = [];
  const parameters: PlacedParameter[] = [];
  const otherParts: WordPart[] = [];
  const redirects: Redirect[] = [];
  const assignments: Assignment[] = [];
  let word: ShellWord | undefined;
  walk(script, {
    node: (node, context) => {
      if (node.kind === "command") commands.push({ command: node, context });
      else compounds.push({ node, context });
    },
    word: (next) => {
      word = next;
    },
    part: (part, context) => {
      if (part.kind === "parameter")
        parameters.push(word && holds(word, part) ? { part, word, context } : { part, context });
      else if (part.kind !== "literal" || part.dollar) otherParts.push(part);
    },
    redirect: (redirect) => redirects.push(redirect),
    assignment: (assignment) => assignments.push(assignment),
  });
  commands.sort((a, b) => a.command.span.start - b.command.span.start);
  return { commands, compounds, parameters, otherParts, redirects, assignments };
};

/** The word that was seen last need not be around a part: a here-document has none. */
const holds = ({ span }: ShellWord, part: WordPart): boolean =>
  span.start <= part.span.start && part.span.end <= span.end;
