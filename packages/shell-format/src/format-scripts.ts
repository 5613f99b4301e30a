/**
 * The scripts of a recipe as shfmt prints them, at the indentation they have. Blanks of scripts change, commands
 * do not: a script whose tree would not be the same, that has errors, or that no shell of ours runs, stays as it is.
 */

import { placeholdersIn, type Recipe, type Script } from "@deftools/recipe";
import { parseScript, type ShellScript } from "@deftools/shell";
import { type TextEdit, textAt } from "@deftools/text";
import { printShell } from "./shell-printer.ts";

/** The edits that format the scripts of a recipe; none for what is tidy. */
export const formatScripts = async ({ file, stages }: Recipe): Promise<readonly TextEdit[]> => {
  const edits: TextEdit[] = [];
  for (const { scripts } of stages)
    for (const script of scripts) {
      const placeholders = placeholdersIn(file, script.body).map(({ span }) => span);
      const body = textAt(file.text, script.body);
      const masks = placeholders.map((span, index) => ({
        from: span.start - script.body.start,
        text: textAt(file.text, span),
        name: `p${index}`.padEnd(span.end - span.start, "_"),
      }));
      const formatted = await formatBody(body, script, masks);
      if (formatted !== undefined && formatted !== body) edits.push({ span: script.body, text: formatted });
    }
  return edits;
};

/** A placeholder and the word of equal length that stands in for it. */
interface Mask {
  readonly from: number;
  readonly text: string;
  readonly name: string;
}

const formatBody = async (
  body: string,
  { dialect, tree }: Script,
  masks: readonly Mask[],
): Promise<string | undefined> => {
  if (dialect === "other" || tree.errors.length > 0 || body.includes("\r") || body.trim() === "")
    return undefined;
  if (masks.some(({ name }) => body.includes(name))) return undefined;
  let masked = body;
  for (const { from, text, name } of masks)
    masked = masked.slice(0, from) + name + masked.slice(from + text.length);
  const [, before = "", indent = ""] = /^((?:[ \t]*\n)*)([ \t]*)/.exec(masked) ?? [];
  const after = /\n*(?:[ \t]*\n)*[ \t]*$/.exec(masked)?.[0] ?? "";
  const script = masked.slice(before.length, masked.length - after.length);
  const printed = await printShell(script, dialect, indent.includes("\t") ? "\t" : "    ");
  if (printed === undefined) return undefined;
  const indented = indentLines(printed.trimEnd(), indent);
  const whole = before + indented + after;
  if (!sameCommands(masked, whole) || opensSomething(indented)) return undefined;
  return masks.reduce((done, { name, text }) => done.replaceAll(name, () => text), whole);
};

/** Lines inside here-documents and quoted text keep their column: blanks there are data. */
const indentLines = (script: string, indent: string): string => {
  const data = dataSpans(parseScript(script, { start: 0, end: script.length }));
  let offset = 0;
  return script
    .split("\n")
    .map((line) => {
      const start = offset;
      offset += line.length + 1;
      return line === "" || data.some((span) => span.start < start && start < span.end)
        ? line
        : indent + line;
    })
    .join("\n");
};

/** Where a line's first blanks mean something: here-documents up to their closing word, and words over several lines. */
const dataSpans = (tree: ShellScript): readonly { readonly start: number; readonly end: number }[] => {
  const spans: { start: number; end: number }[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("hereDocument" in value && isHere(value.hereDocument)) {
      const { body, delimiter } = value.hereDocument;
      spans.push({ start: body.start - 1, end: body.end + delimiter.length + 1 });
    }
    if ("kind" in value && value.kind === "literal" && "span" in value && isSpan(value.span))
      spans.push(value.span);
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(tree.statements);
  return spans;
};

const isSpan = (value: unknown): value is { readonly start: number; readonly end: number } =>
  typeof value === "object" && value !== null && "start" in value && "end" in value;

const isHere = (
  value: unknown,
): value is { readonly body: { readonly start: number; readonly end: number }; readonly delimiter: string } =>
  typeof value === "object" &&
  value !== null &&
  "body" in value &&
  isSpan(value.body) &&
  "delimiter" in value;

/** The same commands, words and here-documents, wherever they stand. */
const sameCommands = (a: string, b: string): boolean => meaningOf(a) === meaningOf(b);

const meaningOf = (script: string): string => {
  const { statements, errors } = parseScript(script, { start: 0, end: script.length });
  return JSON.stringify([statements, errors.length], (key, value: unknown) => {
    if (key === "hereDocument" && isHere(value))
      return { ...value, body: script.slice(value.body.start, value.body.end) };
    // spans are places; a word's text holds the blanks of substitutions, which its parts hold without
    return /[sS]pan$/.test(key) || key === "text" || key === "terminator" ? undefined : value;
  });
};

/** No printed line may begin a section or a stage. */
const opensSomething = (script: string): boolean => /^\s*%|^bootstrap:/imu.test(script);
