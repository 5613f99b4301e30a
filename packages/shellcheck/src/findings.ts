/** ShellCheck's answer as findings of this file: places, fixes, and without what the engine makes untrue. */

import type { Finding, Fix } from "@deftools/lint";
import type { Recipe, Script } from "@deftools/recipe";
import { overlap, type Span, span, type TextEdit } from "@deftools/text";
import * as v from "valibot";
import { linesOf, type ScriptText, touchesMask } from "./script-text.ts";

const placeEntries = {
  line: v.number(),
  endLine: v.number(),
  column: v.number(),
  endColumn: v.number(),
};

/** `shellcheck --format=json1`, as far as it is used here. */
const answerSchema = v.object({
  comments: v.array(
    v.object({
      ...placeEntries,
      level: v.picklist(["error", "warning", "info", "style"]),
      code: v.number(),
      message: v.string(),
      fix: v.nullish(
        v.object({ replacements: v.array(v.object({ ...placeEntries, replacement: v.string() })) }),
      ),
    }),
  ),
});

type Comment = v.InferOutput<typeof answerSchema>["comments"][number];

/** Never true here: files that are sourced lie in the image, not beside the recipe; `#!` is not looked for in sections. */
const NEVER: ReadonlySet<number> = new Set([1090, 1091, 1128, 2148]);
/** Said about constants, which a masked placeholder only looks like. */
const ABOUT_CONSTANTS: ReadonlySet<number> = new Set([1083, 2194, 2050, 2157, 2043, 2078, 2170]);
/** About names that another section may set or use: the message begins with the name. */
const ABOUT_NAMES: ReadonlySet<number> = new Set([2034, 2154]);

/** @throws v.ValiError when the answer has another shape */
export const findingsOf = (
  recipe: Recipe,
  script: Script,
  given: ScriptText,
  answer: string,
): readonly Finding[] =>
  v.parse(answerSchema, JSON.parse(answer)).comments.flatMap((comment) => {
    const place = placeOf(recipe, given, comment);
    if (place.start < script.body.start || NEVER.has(comment.code)) return [];
    if (ABOUT_CONSTANTS.has(comment.code) && touchesMask(given, linesOf(recipe, place))) return [];
    if (ABOUT_NAMES.has(comment.code) && namedElsewhere(recipe, script, comment.message)) return [];
    const fix = fixOf(recipe, given, comment);
    return [
      {
        code: `SC${comment.code}`,
        name: "shellcheck",
        severity: comment.level,
        message: houseStyle(comment.message),
        span: place,
        url: `https://www.shellcheck.net/wiki/SC${comment.code}`,
        ...(fix ? { fix } : {}),
      },
    ];
  });

type Place = Pick<Comment, "line" | "endLine" | "column" | "endColumn">;

const placeOf = (recipe: Recipe, given: ScriptText, { line, column, endLine, endColumn }: Place): Span => {
  const start = offsetOf(recipe, given, line, column);
  return span(start, Math.max(start, offsetOf(recipe, given, endLine, endColumn)));
};

/** Lines and columns count from 1, columns in code points. */
const offsetOf = (
  { lines, file }: Recipe,
  { firstLine }: ScriptText,
  line: number,
  column: number,
): number => {
  const index = firstLine + line - 1;
  // a place in the first line that only ShellCheck sees lies before the script
  if (index < 0) return -1;
  const { start, end } = lines.line(Math.min(index, lines.lineCount - 1));
  let offset = start;
  for (let left = column - 1; 0 < left && offset < end; left--)
    offset += (file.text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return offset;
};

/** All of ShellCheck's fixes may change what a script does: quotes end the splitting that somebody counted on. */
const fixOf = (recipe: Recipe, given: ScriptText, { code, fix }: Comment): Fix | undefined => {
  if (!fix) return undefined;
  const edits = joined(
    fix.replacements.map(
      (each): TextEdit => ({ span: placeOf(recipe, given, each), text: each.replacement }),
    ),
  );
  const clash = edits.some((edit, index) => edits.slice(index + 1).some((other) => overlap(edit, other)));
  const inMask = edits.some((edit) => edit.span.start < edit.span.end && touchesMask(given, edit.span));
  return clash || inMask
    ? undefined
    : { title: `do as ShellCheck says of SC${code}`, safety: "unsafe", edits };
};

/** Inserts at one place become one, in the order given. */
const joined = (edits: readonly TextEdit[]): readonly TextEdit[] => {
  const byPlace = new Map<string, TextEdit>();
  for (const edit of edits) {
    const key = `${edit.span.start} ${edit.span.end}`;
    const before = byPlace.get(key);
    byPlace.set(key, before ? { ...before, text: before.text + edit.text } : edit);
  }
  return [...byPlace.values()];
};

const namedElsewhere = ({ file }: Recipe, { body }: Script, message: string): boolean => {
  const name = /^\W*([A-Za-z_]\w*)/.exec(message)?.[1];
  if (name === undefined) return false;
  const others = `${file.text.slice(0, body.start)}\n${file.text.slice(body.end)}`;
  return new RegExp(`\\b${name}\\b`).test(others);
};

/** Without the full stop; its first word stays, since it may be a name. */
const houseStyle = (message: string): string => message.replace(/\.$/, "").replace(/\s+/g, " ");
