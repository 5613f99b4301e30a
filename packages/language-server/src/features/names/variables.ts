/**
 * Shell variables: where scripts set and read them. What `%environment` exports, and what a build writes to its file, is seen by the
 * scripts that run after it.
 */

import type { Recipe } from "@deftools/recipe";
import { assignmentsIn, compoundsIn, type ShellScript } from "@deftools/shell";
import type { Span } from "@deftools/text";
import { gatherNames, type Name, type Scope } from "./name.ts";
import {
  environmentId,
  exportedBy,
  readsEnvironment,
  type ScriptGroup,
  scriptGroups,
} from "./script-groups.ts";
import { variablesIn } from "./variable-mentions.ts";
import { variablesWritten } from "./written-lines.ts";

/** Every variable of every script; those of `local` belong to their function. */
export const variableNames = (recipe: Recipe): readonly Name[] =>
  gatherNames(recipe.file.text, "variable", (report) => {
    const groups = scriptGroups(recipe);
    const exports = new Map(groups.map((group) => [group, exportedBy(group)]));
    const written = new Map(
      recipe.stages.map((stage) => [stage, variablesWritten(recipe.file.text, stage)] as const),
    );
    const scopes = exportedScopes(groups);
    for (const [stage, mentions] of written)
      for (const { name, span } of mentions) report(scopes(environmentId(stage)), name, span, "definition");
    for (const group of groups) {
      const { stage } = group;
      const own = { id: group.id, region: bodiesOf([group]) };
      const scopeOf = (name: string): Scope => {
        const isWritten = readsEnvironment(group) && written.get(stage)?.some((each) => each.name === name);
        const home = [group, ...group.environments].findLast((each) => exports.get(each)?.has(name));
        if (isWritten) return scopes(environmentId(stage));
        return home ? scopes(home.id) : own;
      };
      for (const { tree } of group.scripts) {
        const locals = localsOf(tree);
        const functions = functionsByName(tree);
        for (const { name, span, role, inFunction } of variablesIn(recipe.file.text, tree)) {
          const isLocal = inFunction !== undefined && locals.has(`${inFunction} ${name}`);
          const scope = isLocal
            ? { id: `${group.id} ${inFunction}`, region: functions.get(inFunction) ?? [] }
            : scopeOf(name);
          report(scope, name, span, role);
        }
      }
    }
  });

/** By the id of a group: what it exports, or would if it were there, is known to those who read it. */
const exportedScopes = (groups: readonly ScriptGroup[]): ((id: string) => Scope) => {
  const reads = groups.flatMap((group) => [...new Set(readBy(group))].map((id) => ({ id, group })));
  const scopes = new Map<string, Scope>();
  for (const [id, readers] of Map.groupBy(reads, (each) => each.id))
    scopes.set(id, { id, region: bodiesOf(readers.map(({ group }) => group)) });
  return (id) => scopes.get(id) ?? { id, region: [] };
};

const readBy = (group: ScriptGroup): readonly string[] => [
  group.id,
  ...group.environments.map(({ id }) => id),
  ...(readsEnvironment(group) ? [environmentId(group.stage)] : []),
];

const bodiesOf = (groups: readonly ScriptGroup[]): readonly Span[] =>
  groups.flatMap(({ scripts }) => scripts.map(({ body }) => body));

const functionsByName = (script: ShellScript): ReadonlyMap<string, readonly Span[]> => {
  const found = new Map<string, Span[]>();
  for (const { node } of compoundsIn(script)) {
    if (node.kind !== "function") continue;
    const spans = found.get(node.name);
    if (spans) spans.push(node.span);
    else found.set(node.name, [node.span]);
  }
  return found;
};

/** `function variable` of every `local`. */
const localsOf = (script: ShellScript): ReadonlySet<string> =>
  new Set(
    assignmentsIn(script).flatMap(({ scope, context, assignment }) =>
      scope === "function" && context.inFunction !== undefined
        ? [`${context.inFunction} ${assignment.name}`]
        : [],
    ),
  );
