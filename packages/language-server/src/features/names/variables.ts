/** Shell variables: where scripts set and read them, with what `%environment` exports seen by the scripts that run after it. */

import type { Recipe } from "@deftools/recipe";
import {
  assignmentsIn,
  type CommandContext,
  type ShellScript,
  type SimpleCommand,
  walk,
} from "@deftools/shell";
import type { Span } from "@deftools/text";
import { gatherNames, type Mention, type Name } from "./name.ts";
import { exportedBy, type ScriptGroup, scriptGroups } from "./script-groups.ts";

/** Every variable of every script; those of `local` belong to their function. */
export const variableNames = (recipe: Recipe): readonly Name[] =>
  gatherNames(recipe.file.text, "variable", (report) => {
    const exports = new Map<ScriptGroup, ReadonlySet<string>>();
    for (const group of scriptGroups(recipe)) {
      exports.set(group, exportedBy(group));
      const home = (name: string): string =>
        [group, ...group.environments].findLast((each) => exports.get(each)?.has(name))?.id ?? group.id;
      for (const { tree } of group.scripts) {
        const locals = localsOf(tree);
        for (const { name, span, role, inFunction } of variablesIn(recipe.file.text, tree)) {
          const local = inFunction !== undefined && locals.has(`${inFunction} ${name}`);
          report(local ? `${group.id} ${inFunction}` : home(name), name, span, role);
        }
      }
    }
  });

/** One mention of a variable in a script. */
export interface VariableMention extends Mention {
  readonly name: string;
  readonly inFunction?: string;
}

/** What a script does with variables; positional and special parameters are none. */
export const variablesIn = (text: string, script: ShellScript): readonly VariableMention[] => {
  const found: VariableMention[] = [];
  const add = (name: string, span: Span, role: Mention["role"], { inFunction }: CommandContext): void => {
    if (isVariable(name))
      found.push({ name, span, role, ...(inFunction === undefined ? {} : { inFunction }) });
  };
  for (const { assignment, context } of assignmentsIn(script)) {
    const sets = assignment.value !== undefined || assignment.elements !== undefined;
    add(assignment.name, assignment.nameSpan, sets ? "definition" : "use", context);
  }
  walk(script, {
    node: (node, context) => {
      if (node.kind === "command")
        for (const word of namedBy(node)) add(word.name, word.span, word.role, context);
      if (node.kind === "loop" && node.variable !== undefined && node.variableSpan)
        add(node.variable, node.variableSpan, "definition", context);
    },
    part: (part, context) => {
      if (part.kind !== "parameter") return;
      // behind `$`, `${`, `${#`, or at once in arithmetic
      const start =
        part.span.start + (/^\$?\{?[#!]?/.exec(text.slice(part.span.start, part.span.end))?.[0].length ?? 0);
      add(part.name, { start, end: start + part.name.length }, "use", context);
    },
  });
  return found;
};

const isVariable = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);

/** Commands that take names of variables. */
const namingCommands = new Map<string, Mention["role"]>([
  ["read", "definition"],
  ["getopts", "definition"],
  ["unset", "use"],
]);

const namedBy = ({ name, arguments: words }: SimpleCommand): readonly VariableMention[] => {
  const role = namingCommands.get(name?.value ?? "");
  // `unset -f` takes functions
  if (role === undefined || words.some(({ value }) => value === "-f")) return [];
  return words.flatMap(({ value, span }) => (value === undefined ? [] : [{ name: value, span, role }]));
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
