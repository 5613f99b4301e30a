/**
 * Proposals behind `$` in a script: its own variables, what `%environment` exports, and what engines and programs set. Behind
 * `export`: variables of the script that are not exported yet, and those that programs look for.
 */

import type { Engine } from "@deftools/grammar";
import { type Recipe, type Script, scriptAt } from "@deftools/recipe";
import { assignmentsIn, type ShellScript, walk } from "@deftools/shell";
import { type EnvironmentVariable, environmentVariables } from "../environment-variables.ts";
import { exportedBy, scriptGroups } from "../names/script-groups.ts";
import { variablesIn } from "../names/variable-mentions.ts";
import { type Completion, wordAt } from "./completion.ts";

/** Those of the recipe first. Nothing in comments, in single quotes, or where neither `$` nor `export` stands before the cursor. */
export const variableCompletions = (
  recipe: Recipe,
  lineStart: number,
  offset: number,
  engines: readonly Engine[],
): readonly Completion[] => {
  const { text } = recipe.file;
  const script = scriptAt(recipe, offset);
  const before = text.slice(lineStart, offset);
  const opening = /(\\*)\$(\{?[#!]?)((?!\d)\w*)$/.exec(before);
  if (!script) return [];
  if (!opening) return isVerbatim(text, script.tree, offset) ? [] : exports(text, script, before, offset);
  const [, backslashes = "", brace = "", written = ""] = opening;
  if (backslashes.length % 2 === 1 || isVerbatim(text, script.tree, offset)) return [];
  const span = wordAt(text, offset - written.length, offset, /\W|$/);
  const closing = brace.startsWith("{") && !/[}:#%/,^@[-]/.test(text[span.end] ?? "\n") ? "}" : "";
  const found = new Map<string, string>();
  const group = scriptGroups(recipe).find(({ scripts }) => scripts.includes(script));
  for (const each of group?.scripts ?? [])
    for (const { name, role } of variablesIn(text, each.tree))
      if (role === "definition" && !found.has(name)) found.set(name, `set in %${each.section}`);
  for (const environment of group?.environments ?? [])
    for (const name of exportedBy(environment))
      if (!found.has(name)) found.set(name, `exported by %${environment.section}`);
  for (const each of environmentVariables)
    if (isThere(each, script, engines) && !found.has(each.name)) found.set(each.name, "environment");
  return [...found].map(([name, detail]) => ({
    kind: "variable",
    label: name,
    detail,
    span,
    text: name + closing,
  }));
};

/** SingularityCE and its forebears do not set the variables of Apptainer's name. */
const isThere = (
  { name, sections }: EnvironmentVariable,
  script: Script,
  engines: readonly Engine[],
): boolean =>
  sections.includes(script.section) &&
  (!name.startsWith("APPTAINER_") || engines.some(({ family }) => family === "apptainer"));

/** Names behind `export`, each with its `=` unless the script has given it a value already. */
const exports = (text: string, script: Script, before: string, offset: number): readonly Completion[] => {
  const [, written] = /(?:^|[\s;&|(])export[ \t]+(?:[^\s"'#]+[ \t]+)*(\w*)$/.exec(before) ?? [];
  if (written === undefined) return [];
  const span = wordAt(text, offset - written.length, offset, /\W|$/);
  const isFollowed = text[span.end] === "=";
  const found = new Map<string, Completion>();
  const add = (name: string, detail: string, more: string, usual?: string): void => {
    const written = isFollowed ? name : `${name}${more}`;
    const snippet = isFollowed || usual === undefined ? {} : { snippet: `${written}${valueSnippet(usual)}` };
    if (!found.has(name))
      found.set(name, { kind: "variable", label: name, detail, span, text: written, ...snippet });
  };
  const assignments = assignmentsIn(script.tree).filter(
    ({ assignment }) => assignment.nameSpan.start !== span.start,
  );
  const done = new Set(
    assignments.flatMap(({ assignment, exported }) => (exported ? [assignment.name] : [])),
  );
  for (const { assignment } of assignments)
    if (!done.has(assignment.name)) add(assignment.name, `set in %${script.section}`, "");
  const known = environmentVariables.filter(
    ({ name, sections }) => sections.includes(script.section) && !setByOthers.test(name),
  );
  for (const { name, usual } of known.toSorted((one, other) => Number(!one.usual) - Number(!other.usual)))
    add(name, usual?.replace(":", "…:") ?? "environment", "=", usual);
  return [...found.values()];
};

/** What engines and logins set, and read from nobody. */
const setByOthers = /^(?:HOME|PWD|USER|(?:APPTAINER|SINGULARITY|SCIF)_(?!SHELL$).*)$/;

/** A value to take or to replace; for lists, a place in front of what is there. */
const valueSnippet = (usual: string): string =>
  usual.startsWith(":") ? `$1${usual.replace("$", "\\$")}` : `\${1:${usual}}`;

/** Whether the shell takes the characters there as they are. */
const isVerbatim = (text: string, script: ShellScript, offset: number): boolean => {
  let found = script.comments.some(({ start, end }) => start < offset && offset <= end);
  walk(script, {
    part: (part) => {
      if (part.kind !== "literal" || offset < part.span.start || part.span.end < offset) return;
      found ||= part.quoted && text[part.span.start - 1] === "'";
    },
    redirect: ({ hereDocument }) => {
      if (!hereDocument?.quoted) return;
      found ||= hereDocument.body.start <= offset && offset <= hereDocument.body.end;
    },
  });
  return found;
};
