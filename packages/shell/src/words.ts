/** From the parser's words to ours. */

import type { Span } from "@deftools/text";
import { literals, type Quoting, tilde } from "./literals.ts";
import {
  asHole,
  asSolid,
  decodedReading,
  deepestSubstitution,
  nested,
  place,
  type Reading,
} from "./reading.ts";
import type { Arithmetic, ShellWord, Statement, WordPart } from "./tree.ts";
import type * as Unbash from "./unbash.ts";
import { forEachChildNode } from "./unbash.ts";

/** Where a word stands decides what is special in it: in an assignment `*` and `{a,b}` are plain text. */
export type WordPlace = "argument" | "assignment";

/** A word without any of these means what it says. */
const special = /["'\\$`*?[\]{}~<>()\r]/;

/** A word with its parts; one without anything special takes the short way. */
export const readWord = (reading: Reading, word: Unbash.Word, where: WordPlace = "argument"): ShellWord => {
  const span = place(reading, word.pos, word.end);
  const text = reading.file.slice(span.start, span.end);
  return asSolid(reading.gathered, span, () => {
    if (!special.test(text)) {
      const parts: readonly WordPart[] =
        text === "" ? [] : [{ kind: "literal", span, value: text, quoted: false }];
      return { span, text, value: text, parts };
    }
    const parts: WordPart[] = [];
    const begin = tilde(reading, word.pos, word.end, parts);
    if (word.parts === undefined) literals(reading, begin, word.end, "bare", parts);
    else readParts(reading, word.parts, "bare", parts, begin);
    const value = constantValue(parts, where);
    return value === undefined ? { span, text, parts } : { span, text, value, parts };
  });
};

/** What a word is after quote removal, when no expansion has a say. */
export const constantValue = (parts: readonly WordPart[], where: WordPlace): string | undefined => {
  let value = "";
  for (const part of parts) {
    if (part.kind !== "literal" && (part.kind !== "pattern" || where === "argument" || 0 < part.parts.length))
      return undefined;
    value += part.value;
  }
  return value;
};

/** Reads the parser's parts into `out`; what lies before `begin` has been read already. */
export const readParts = (
  reading: Reading,
  parts: readonly Unbash.WordPart[],
  quoting: Quoting,
  out: WordPart[],
  begin = 0,
): void => {
  for (const part of parts) if (begin < part.end) readPart(reading, part, quoting, out, begin);
};

const readPart = (
  reading: Reading,
  part: Unbash.WordPart,
  quoting: Quoting,
  out: WordPart[],
  begin: number,
): void => {
  const quoted = quoting !== "bare";
  switch (part.type) {
    case "Literal":
      literals(reading, Math.max(part.pos, begin), part.end, quoting, out);
      return;
    case "SingleQuoted":
      literals(reading, part.pos + 1, closedEnd(part, 1), "single", out);
      return;
    case "AnsiCQuoted":
      literals(reading, part.pos + 2, closedEnd(part, 2), { decoded: part.value }, out);
      return;
    case "DoubleQuoted":
    case "LocaleString":
      if (part.parts.length === 0) {
        const opening = part.type === "DoubleQuoted" ? 1 : 2;
        literals(reading, part.pos + opening, closedEnd(part, opening), "double", out);
      }
      readParts(reading, part.parts, "double", out);
      return;
    case "SimpleExpansion":
      out.push(simpleParameter(reading, part.pos, part.end, quoted));
      return;
    case "ParameterExpansion":
      out.push(nested(reading.gathered, () => parameter(reading, part, quoted)));
      return;
    case "CommandExpansion":
      out.push(substitution(reading, part, formOf(part.text), quoted));
      return;
    case "ProcessSubstitution":
      out.push(substitution(reading, part, "process", quoted));
      return;
    case "ArithmeticExpansion": {
      const expressions = isTooDeep(reading, part) ? [] : [part.expression];
      const { span, parts } = arithmetic({ ...reading, depth: reading.depth + 1 }, part, expressions);
      out.push({ kind: "arithmetic", span, parts, quoted });
      return;
    }
    case "Glob":
    case "ExtendedGlob":
    case "BraceExpansion":
      out.push(pattern(reading, part));
      return;
  }
};

type PatternPart = Extract<Unbash.WordPart, { type: "Glob" | "ExtendedGlob" | "BraceExpansion" }>;

const patternForms = { Glob: "glob", ExtendedGlob: "extended", BraceExpansion: "brace" } as const;

const pattern = (reading: Reading, part: PatternPart): WordPart => {
  const inner: WordPart[] = [];
  const form = isFalseGlob(reading, part) ? "glob" : patternForms[part.type];
  const { parts } = part;
  if (parts !== undefined) nested(reading.gathered, () => readParts(reading, parts, "bare", inner));
  const span = place(reading, part.pos, part.end);
  return {
    kind: "pattern",
    span,
    value: reading.file.slice(span.start, span.end),
    form,
    parts: inner.filter(({ kind }) => kind !== "literal" && kind !== "pattern"),
  };
};

/** The parser takes the `@` of `"$@"(x)` for that of an extended glob; a shell stops at the parenthesis. */
const isFalseGlob = ({ source, gathered, toFile }: Reading, { type, pos, end }: PatternPart): boolean => {
  if (type !== "ExtendedGlob" || /^[?*+@!]\(/.test(source.slice(pos, pos + 2))) return false;
  const at = toFile(Math.max(source.indexOf("(", pos), pos));
  gathered.errors.push({
    message: "unexpected token '('",
    span: { start: at, end: Math.min(at + 1, toFile(end)) },
  });
  return true;
};

/** The end of a quoted part without its closing quote, which may be missing. */
const closedEnd = ({ pos, end, text }: Unbash.WordPart, opening: number): number => {
  const closing = text[opening - 1] === text.at(-1) && opening < end - pos;
  return closing ? end - 1 : end;
};

const simpleParameter = (reading: Reading, start: number, end: number, quoted: boolean): WordPart => {
  const span = place(reading, start, end);
  return { kind: "parameter", span, name: reading.source.slice(start, end).replace(/^\$/, ""), quoted };
};

const parameter = (
  reading: Reading,
  part: Unbash.ParameterExpansionPart,
  quoted: boolean,
): WordPart & { readonly kind: "parameter" } => {
  const name = place(reading, part.parameterPos, part.parameterEnd);
  const operation = part.operation;
  const [operand, further] = operands(operation);
  return {
    kind: "parameter",
    span: place(reading, part.pos, part.end),
    name: reading.file.slice(name.start, name.end),
    quoted,
    ...(part.prefix === undefined ? {} : { prefix: part.prefix }),
    ...(part.index === undefined ? {} : { subscript: readWord(reading, part.index, "assignment") }),
    ...(operation === undefined ? {} : { operator: operation.operator }),
    ...(operand === undefined ? {} : { operand: readWord(reading, operand, "assignment") }),
    ...(further === undefined ? {} : { further: readWord(reading, further, "assignment") }),
  };
};

const operands = (operation: Unbash.ParameterOperation | undefined): readonly (Unbash.Word | undefined)[] => {
  switch (operation?.type) {
    case "Default":
    case "Remove":
    case "CaseModification":
    case "Transform":
      return [operation.operand];
    case "Replace":
      return [operation.pattern, operation.replacement];
    case "Slice":
      return [operation.offset, operation.length];
    case "Names":
    case "Unknown":
    case undefined:
      return [];
  }
};

const formOf = (text: string): "backtick" | "dollar" => (text.startsWith("`") ? "backtick" : "dollar");

/** The commands of `$(…)`, backticks or `<(…)`. */
const substitution = (
  reading: Reading,
  part: { readonly pos: number; readonly end: number; readonly script: Unbash.ParsedScript | undefined },
  form: "dollar" | "backtick" | "process",
  quoted: boolean,
): WordPart => ({
  kind: "substitution",
  span: place(reading, part.pos, part.end),
  quoted,
  form,
  statements: innerStatements(reading, part),
});

/** The parser gives no script beyond its own nesting limit, which is far above ours. */
const innerStatements = (
  reading: Reading,
  part: { readonly pos: number; readonly end: number; readonly script: Unbash.ParsedScript | undefined },
): readonly Statement[] => {
  if (isTooDeep(reading, part)) return [];
  const { script } = part;
  if (script === undefined) return [];
  const inner =
    script.source === undefined
      ? { ...reading, depth: reading.depth + 1 }
      : decodedReading(reading, script.source, part.pos + 1);
  const span = place(inner, script.pos, script.end);
  return asHole(reading.gathered, span, () => reading.readCommands(inner, script));
};

/** Whether substitutions and arithmetic are nested beyond what is read; then that is an error of the script. */
const isTooDeep = (
  reading: Reading,
  { pos, end }: { readonly pos: number; readonly end: number },
): boolean => {
  if (reading.depth < deepestSubstitution) return false;
  const message = "substitutions nested too deeply to be read";
  reading.gathered.errors.push({ message, span: place(reading, pos, end) });
  return true;
};

/** The parameters and substitutions of arithmetic, where a bare name is a parameter too. */
export const arithmetic = (
  reading: Reading,
  whole: { readonly pos: number; readonly end: number },
  expressions: readonly (Unbash.ArithmeticExpression | undefined)[],
): Arithmetic => {
  const span: Span = place(reading, whole.pos, whole.end);
  const parts: WordPart[] = [];
  asSolid(reading.gathered, span, () => {
    for (const expression of expressions) if (expression !== undefined) operand(reading, expression, parts);
  });
  return { span, parts };
};

const operand = (reading: Reading, expression: Unbash.ArithmeticExpression, out: WordPart[]): void => {
  if (expression.type === "ArithmeticCommandExpansion") {
    out.push(substitution(reading, expression, formOf(expression.text), false));
  } else if (expression.type === "ArithmeticWord" && expression.parts !== undefined) {
    const inner: WordPart[] = [];
    readParts(reading, expression.parts, "bare", inner);
    out.push(...inner.filter(({ kind }) => kind !== "literal" && kind !== "pattern"));
  } else if (expression.type === "ArithmeticWord") {
    if (/^\$?[A-Za-z_]\w*$/.test(reading.source.slice(expression.pos, expression.end)))
      out.push(simpleParameter(reading, expression.pos, expression.end, false));
  } else {
    forEachChildNode(expression, (child) => {
      if (isArithmetic(child)) operand(reading, child, out);
    });
  }
};

const isArithmetic = (node: Unbash.SyntaxNode): node is Unbash.ArithmeticExpression =>
  node.type.startsWith("Arithmetic") && node.type !== "ArithmeticExpansion" && node.type !== "ArithmeticFor";
