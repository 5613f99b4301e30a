/** Proposals behind `$` in a script: its own variables, what `%environment` exports, and what engines and programs set. */

import { type Recipe, scriptAt } from "@deftools/recipe";
import { type ShellScript, walk } from "@deftools/shell";
import { environmentVariables } from "../environment-variables.ts";
import { exportedBy, scriptGroups } from "../names/script-groups.ts";
import { variablesIn } from "../names/variables.ts";
import { type Completion, wordAt } from "./completion.ts";

/** Those of the recipe first. Nothing in comments, in single quotes, or where no `$` stands before the cursor. */
export const variableCompletions = (
  recipe: Recipe,
  lineStart: number,
  offset: number,
): readonly Completion[] => {
  const { text } = recipe.file;
  const script = scriptAt(recipe, offset);
  const opening = /(\\*)\$(\{?[#!]?)(\w*)$/.exec(text.slice(lineStart, offset));
  if (!script || !opening) return [];
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
  for (const { name, sections } of environmentVariables)
    if (sections.includes(script.section) && !found.has(name)) found.set(name, "environment");
  return [...found].map(([name, detail]) => ({
    kind: "variable",
    label: name,
    detail,
    span,
    text: name + closing,
  }));
};

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
