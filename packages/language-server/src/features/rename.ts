/** Giving a name under the cursor another text, everywhere at once. */

import type { Recipe } from "@deftools/recipe";
import { commandsIn } from "@deftools/shell";
import { covers, type Span, type TextEdit } from "@deftools/text";
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
  if (text !== name.text && isMeant(recipe, name, text))
    return { refusal: `"${text}" is the name of something else here` };
  return { edits: name.mentions.map(({ span }) => ({ span, text })) };
};

const isOwn = ({ kind, text, mentions }: Name): boolean =>
  kind !== "variable" || (!isEngineVariable(text) && mentions.some(({ role }) => role === "definition"));

/** Whether a text already means something where the name is known, or the name would where that is. */
const isMeant = (recipe: Recipe, name: Name, text: string): boolean =>
  (name.kind === "variable" && isEngineVariable(text)) ||
  (name.kind === "function" && isRun(recipe, name, text)) ||
  namesOf(recipe).some(
    (other) => other.kind === name.kind && other.text === text && (isIn(name, other) || isIn(other, name)),
  );

const isIn = ({ mentions }: Name, { region }: Name): boolean =>
  mentions.some(({ span }) => region.some((place) => covers(place, span)));

/** Whether scripts that know a function run a command of this name. */
const isRun = ({ stages }: Recipe, { region }: Name, text: string): boolean =>
  stages
    .flatMap(({ scripts }) => scripts)
    .filter(({ body }) => region.some((place) => covers(place, body)))
    .some(({ tree }) => commandsIn(tree).some(({ command }) => command.name?.value === text));

/** What may be a name, and how to say it. */
const forms: Readonly<Record<NameKind, { readonly pattern: RegExp; readonly rule: string }>> = {
  stage: {
    pattern: /^[^\s#"{}]*[^\s#"{}\\]$/,
    rule: "a stage is named in one word without #, quotes, braces and a backslash at its end",
  },
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
    pattern:
      /^(?!(?:if|then|elif|else|fi|for|while|until|select|do|done|case|esac|in|function|time)$)[A-Za-z_]\w*$/,
    rule: "a function is named with letters, digits and _, and no digit first, and not as the shell's own words",
  },
  label: { pattern: /^[\w.-]+$/, rule: "a label is named with letters, digits, _, . and -" },
};
