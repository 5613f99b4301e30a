/** What a script holds, kind by kind: gathered by one walk when first asked for, and kept with the script. */

import type {
  Assignment,
  Redirect,
  ShellNode,
  ShellScript,
  ShellWord,
  SimpleCommand,
  Statement,
  WordPart,
} from "./tree.ts";
import { type CommandContext, walkTopStatement } from "./walk.ts";
import { type PlainCommand, stripWrappers } from "./wrappers.ts";

/** A simple command, where it stands, and what really runs: it is seen through `sudo`, `env` and their kin. */
export interface PlacedCommand {
  readonly command: SimpleCommand;
  readonly context: CommandContext;
  readonly plain: PlainCommand;
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

const gathered = ({ statements }: ShellScript): Inventory => {
  const all = emptyInventory();
  for (const statement of statements) {
    const one = inventoryOfStatement(statement);
    for (const each of one.commands) all.commands.push(each);
    for (const each of one.compounds) all.compounds.push(each);
    for (const each of one.parameters) all.parameters.push(each);
    for (const each of one.otherParts) all.otherParts.push(each);
    for (const each of one.redirects) all.redirects.push(each);
    for (const each of one.assignments) all.assignments.push(each);
  }
  // the here-document of one command stands behind the next on its line
  all.commands.sort((a, b) => a.command.span.start - b.command.span.start);
  return all;
};

const emptyInventory = () => ({
  commands: [] as PlacedCommand[],
  compounds: [] as PlacedNode[],
  parameters: [] as PlacedParameter[],
  otherParts: [] as WordPart[],
  redirects: [] as Redirect[],
  assignments: [] as Assignment[],
});

const inventoryOfStatement = (statement: Statement): Inventory => {
  const known = rememberedByStatement.get(statement) ?? gatheredIn(statement);
  rememberedByStatement.set(statement, known);
  return known;
};

/** Most statements outlive a keystroke. */
const rememberedByStatement = new WeakMap<Statement, Inventory>();

const gatheredIn = (statement: Statement): Inventory => {
  const all = emptyInventory();
  let word: ShellWord | undefined;
  walkTopStatement(statement, {
    node: (node, context) => {
      if (node.kind === "command") all.commands.push({ command: node, context, plain: stripWrappers(node) });
      else all.compounds.push({ node, context });
    },
    word: (next) => {
      word = next;
    },
    part: (part, context) => {
      if (part.kind === "parameter")
        all.parameters.push(word && holds(word, part) ? { part, word, context } : { part, context });
      else if (part.kind !== "literal" || part.dollar) all.otherParts.push(part);
    },
    redirect: (redirect) => all.redirects.push(redirect),
    assignment: (assignment) => all.assignments.push(assignment),
  });
  return all;
};

/** The word that was seen last need not be around a part: a here-document has none. */
const holds = ({ span }: ShellWord, part: WordPart): boolean =>
  span.start <= part.span.start && part.span.end <= span.end;
