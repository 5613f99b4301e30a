/** The commands of any script, seen through their wrappers; found by name without looking at all of them. */

import type { Recipe, Script, ScriptSection, Stage } from "@deftools/recipe";
import {
  commandsIn,
  compoundsIn,
  type PlacedCommand,
  type PlacedNode,
  type ShellScript,
  type SimpleCommand,
} from "@deftools/shell";

/** One command of a script. */
export type Call = PlacedCommand;

/** `build`: inside the image while it is made. `host`: outside of it. `run`: in the container. `environment`: whenever it starts. */
export type ScriptKind = "build" | "host" | "run" | "environment";

const kinds: Readonly<Record<ScriptSection, ScriptKind>> = {
  pre: "host",
  setup: "host",
  post: "build",
  appinstall: "build",
  runscript: "run",
  startscript: "run",
  test: "run",
  apprun: "run",
  appstart: "run",
  apptest: "run",
  environment: "environment",
  appenv: "environment",
};

/** When and where a section runs. */
export const kindOfScript = ({ section }: Pick<Script, "section">): ScriptKind => kinds[section];

/** The scripts of these kinds that a Bourne shell reads, in file order. */
export const scriptsOf = (
  { stages }: { readonly stages: readonly Stage[] } | Recipe,
  ...wanted: readonly ScriptKind[]
): readonly Script[] =>
  stages.flatMap(({ scripts }) =>
    scripts.filter((script) => script.dialect !== "other" && wanted.includes(kinds[script.section])),
  );

/** All pipelines, lists, loops, functions and so on, those that hold others first. */
export const nodesIn = ({ tree }: Script): readonly PlacedNode[] => compoundsIn(tree);

interface Known {
  readonly calls: readonly Call[];
  readonly byName: ReadonlyMap<string, readonly Call[]>;
  readonly fed: ReadonlySet<SimpleCommand>;
}

/** All commands, in file order. */
export const callsIn = ({ tree }: Script): readonly Call[] => knownOf(tree).calls;

/** The commands of these names, in file order. */
export const callsNamed = (script: Script, ...names: readonly string[]): readonly Call[] => {
  const { byName } = knownOf(script.tree);
  const found = names.flatMap((name) => byName.get(name) ?? []);
  return names.length === 1 ? found : found.sort((a, b) => a.command.span.start - b.command.span.start);
};

/** Whether something is written to a command's input: a pipe, a file, a here-document. */
export const hasInput = (script: Script, command: SimpleCommand): boolean =>
  knownOf(script.tree).fed.has(command) || command.redirects.some(({ operator }) => operator.startsWith("<"));

/** Many rules ask; most of them for names that a script does not have. Kept by tree, which may outlive one version of a recipe. */
const remembered = new WeakMap<ShellScript, Known>();

const knownOf = (tree: ShellScript): Known => {
  const known = remembered.get(tree) ?? found(tree);
  remembered.set(tree, known);
  return known;
};

const found = (tree: ShellScript): Known => {
  const calls = commandsIn(tree);
  const byName = new Map<string, Call[]>();
  for (const call of calls) {
    const name = call.plain.name ?? "";
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [call]);
    else same.push(call);
  }
  const fed = new Set<SimpleCommand>();
  for (const { node } of compoundsIn(tree))
    for (const command of node.kind === "pipeline" ? node.commands.slice(1) : [])
      if (command.kind === "command") fed.add(command);
  return { calls, byName, fed };
};
