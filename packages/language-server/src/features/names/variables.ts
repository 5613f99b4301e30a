/**
 * Shell variables: where scripts set and read them. What `%environment` exports, and what a build writes to its file, is seen by the
 * scripts that run after it.
 */

import type { Recipe, Stage } from "@deftools/recipe";
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
    for (const [stage, mentions] of written)
      for (const { name, span } of mentions)
        report(exportedScope(groups, stage, environmentId(stage)), name, span, "definition");
    for (const group of groups) {
      const { stage } = group;
      const scopeOf = (name: string): Scope => {
        const isWritten = readsEnvironment(group) && written.get(stage)?.some((each) => each.name === name);
        const home = [group, ...group.environments].findLast((each) => exports.get(each)?.has(name));
        if (isWritten) return exportedScope(groups, stage, environmentId(stage));
        return home ? exportedScope(groups, stage, home.id) : { id: group.id, region: bodiesOf([group]) };
      };
      for (const { tree } of group.scripts) {
        const locals = localsOf(tree);
        for (const { name, span, role, inFunction } of variablesIn(recipe.file.text, tree)) {
          const isLocal = inFunction !== undefined && locals.has(`${inFunction} ${name}`);
          const scope = isLocal
            ? { id: `${group.id} ${inFunction}`, region: functionsNamed(tree, inFunction) }
            : scopeOf(name);
          report(scope, name, span, role);
        }
      }
    }
  });

/** What a group exports, or would if it were there, is known to those who read it. */
const exportedScope = (groups: readonly ScriptGroup[], stage: Stage, id: string): Scope => {
  const isReader = (group: ScriptGroup): boolean =>
    group.environments.some((each) => each.id === id) ||
    (id === environmentId(stage) && group.stage === stage && readsEnvironment(group));
  return { id, region: bodiesOf(groups.filter((group) => group.id === id || isReader(group))) };
};

const bodiesOf = (groups: readonly ScriptGroup[]): readonly Span[] =>
  groups.flatMap(({ scripts }) => scripts.map(({ body }) => body));

const functionsNamed = (script: ShellScript, name: string): readonly Span[] =>
  compoundsIn(script).flatMap(({ node }) =>
    node.kind === "function" && node.name === name ? [node.span] : [],
  );

/** `function variable` of every `local`. */
const localsOf = (script: ShellScript): ReadonlySet<string> =>
  new Set(
    assignmentsIn(script).flatMap(({ scope, context, assignment }) =>
      scope === "function" && context.inFunction !== undefined
        ? [`${context.inFunction} ${assignment.name}`]
        : [],
    ),
  );
