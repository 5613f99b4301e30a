/** Giving a name under the cursor another text, everywhere at once. */

import type { Recipe } from "@deftools/recipe";
import type { Span, TextEdit } from "@deftools/text";
import { isEngineVariable } from "./environment-variables.ts";
import type { Name, NameKind } from "./names/name.ts";
import { nameAt, namesOf } from "./names/names.ts";

/** What would be renamed. */
export interface Renamable {
  readonly span: Span;
  readonly text: string;
}

/** The edits, or why there are none. */
export type Renaming = { readonly edits: readonly TextEdit[] } | { readonly refusal: string };

/** The name at an offset, if it is the file's own: what others give their meaning to (`PATH`, a variable that is never set) is not. */
export const renamable = (recipe: Recipe, offset: number): Renamable | undefined => {
  const found = nameAt(recipe, offset);
  return found && isOwn(found.name) ? { span: found.mention.span, text: found.name.text } : undefined;
};

/** Renames the name at an offset. Two things never become one. */
export const rename = (recipe: Recipe, offset: number, text: string): Renaming => {
  const name = nameAt(recipe, offset)?.name;
  if (!name || !isOwn(name)) return { refusal: "nothing here can be renamed" };
  const { pattern, rule } = forms[name.kind];
  if (!pattern.test(text)) return { refusal: `"${text}" is no name: ${rule}` };
  const stages = new Set(name.mentions.map(({ span }) => stageIndex(recipe, span)));
  const taken = namesOf(recipe).some(
    (other) =>
      other.kind === name.kind &&
      other.text === text &&
      other !== name &&
      (name.kind === "stage" || other.mentions.some(({ span }) => stages.has(stageIndex(recipe, span)))),
  );
  if (taken) return { refusal: `"${text}" is the name of something else here` };
  return { edits: name.mentions.map(({ span }) => ({ span, text })) };
};

const isOwn = ({ kind, text, mentions }: Name): boolean =>
  kind !== "variable" || (!isEngineVariable(text) && mentions.some(({ role }) => role === "definition"));

const stageIndex = ({ stages }: Recipe, { start }: Span): number =>
  stages.findLastIndex(({ node }) => node.span.start <= start);

/** What may be a name, and how to say it. */
const forms: Readonly<Record<NameKind, { readonly pattern: RegExp; readonly rule: string }>> = {
  stage: { pattern: /^[^\s#"{}]+$/, rule: "a stage is named in one word without #, quotes and braces" },
  argument: { pattern: /^\w+$/, rule: "a build argument is named with letters, digits and _" },
  app: {
    pattern: /^[^\s#"{}/]+$/,
    rule: "an app is named in one word without #, quotes, braces and slashes",
  },
  variable: {
    pattern: /^[A-Za-z_]\w*$/,
    rule: "a variable is named with letters, digits and _, and no digit first",
  },
  function: {
    pattern: /^[A-Za-z_]\w*$/,
    rule: "a function is named with letters, digits and _, and no digit first",
  },
};
