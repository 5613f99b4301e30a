/**
 * What an engine's parser makes of a file: the stages as it has them, or its refusal with the place it does not tell.
 * Source: apptainer `internal/pkg/build/build.go` MakeAllDefs@v1.4.5, `pkg/build/types/parser/deffile.go` All@v1.4.5.
 */

import type { EngineId } from "@deftools/grammar";
import type { Span } from "@deftools/text";
import { readLines, readPair, type Values } from "../template/build-arguments.ts";
import { type Substituted, sourceOf, substitute } from "../template/substitute.ts";
import { checkBeforeFetch } from "./before-fetch.ts";
import type { EngineStage } from "./definition.ts";
import { type Dialect, dialectOf } from "./dialect.ts";
import { readStage } from "./read-stage.ts";
import { crash, type Refusal, Refused, refuse } from "./refusal.ts";

/** Accepted with these stages, or refused. */
export type Verdict =
  | {
      readonly verdict: "accept";
      readonly stages: readonly JudgedStage[];
      readonly warnings: readonly string[];
    }
  | ({ readonly verdict: "reject" } & Refusal);

/** A stage as the engine has it, where it stands in the file, and its substituted text. */
export interface JudgedStage {
  readonly stage: EngineStage;
  readonly span: Span;
  /** The stage's text after templates, and the way back. */
  readonly substituted: Substituted;
}

/** What stands on the engine's command line. */
export interface BuildArguments {
  /** `--build-arg NAME=VALUE`, in order. */
  readonly pairs?: readonly string[];
  /** The text of `--build-arg-file`. */
  readonly file?: string;
}

/** How a text is judged. */
export interface VerdictOptions extends BuildArguments {
  /** Adds what the engine refuses after parsing and before fetching. */
  readonly beforeFetch?: true;
  /** Header keywords that are let pass, too, in lower case. */
  readonly furtherKeys?: ReadonlySet<string>;
}

/** The verdict of an engine on a text. Never throws. */
export const verdict = (text: string, engine: EngineId, args: VerdictOptions = {}): Verdict => {
  const own = dialectOf(engine);
  const dialect = args.furtherKeys ? { ...own, keys: new Set([...own.keys, ...args.furtherKeys]) } : own;
  const judged = judge(text, dialect, args);
  if (judged.verdict === "reject" || !args.beforeFetch) return judged;
  return guarded(() => {
    checkBeforeFetch(
      judged.stages.map(({ stage: { header }, span }) => ({ header, span })),
      dialect,
    );
    return judged;
  });
};

/** The verdict of a dialect's parser. */
export const judge = (text: string, dialect: Dialect, args: BuildArguments = {}): Verdict => {
  return guarded(() => accept(text, dialect, args));
};

const guarded = (judgement: () => Verdict): Verdict => {
  try {
    return judgement();
  } catch (error) {
    if (error instanceof Refused) return { verdict: "reject", ...error.refusal };
    throw error;
  }
};

const accept = (text: string, dialect: Dialect, args: BuildArguments): Verdict => {
  const warnings: string[] = [];
  const given = givenValues(args, dialect, warnings);
  const raw = (dialect.stages ? stageSpans(text) : [{ start: 0, end: text.length }]).flatMap((span) => {
    const stage = readStage(text, span, dialect);
    return stage ? [{ span, stage }] : [];
  });
  if (raw.length === 0) return nothingFound(dialect);
  const used = new Set<string>();
  const stages = raw.map(({ span, stage }) => {
    const judged = dialect.template
      ? withTemplates(text, span, stage, given, dialect, warnings)
      : asWritten(text, span, stage);
    for (const name of judged.substituted.used) used.add(name);
    return judged;
  });
  checkUnused(given, used, dialect, warnings);
  return { verdict: "accept", stages, warnings };
};

/** The parts of a file that an engine parses one by one: each begins with `bootstrap:` in column 1, but for what stands before the first. */
export const stageSpans = (text: string): readonly Span[] => {
  const starts = [...text.matchAll(/(?<=^|\n)bootstrap:/giu)].map(({ index }) => index);
  const bounds = [0, ...starts.filter((start) => 0 < start), text.length];
  return bounds.slice(0, -1).flatMap((start, index) => {
    const end = bounds[index + 1] ?? text.length;
    return start < end ? [{ start, end }] : [];
  });
};

const nothingFound = (dialect: Dialect): never => {
  const cause = "there is neither a header key nor a section in the file";
  const wayOut = 'begin with "Bootstrap:" and "From:"';
  return dialect.engine.family === "apptainer"
    ? refuse("no stages found in definition file", { start: 0, end: 0 }, cause, wayOut)
    : crash("runtime error: index out of range [-1]", { start: 0, end: 0 }, cause, wayOut);
};

const asWritten = (text: string, span: Span, stage: EngineStage): JudgedStage => ({
  stage,
  span,
  substituted: {
    text: text.slice(span.start, span.end),
    pieces: [{ start: 0, end: span.end - span.start, source: span, copied: true }],
    used: new Set(),
  },
});

const withTemplates = (
  text: string,
  span: Span,
  stage: EngineStage,
  given: Values,
  dialect: Dialect,
  warnings: string[],
): JudgedStage => {
  const { values: defaults, skipped } = readLines(stage.buildData.buildScripts.arguments.script, {
    emptyValues: dialect.emptyValues,
    comments: true,
  });
  for (const line of skipped) warnings.push(`Skipping "${line}" in 'arguments' section`);
  const result = substitute(
    text,
    span,
    { given, defaults },
    dialect.template ?? { nested: false, skipsComments: false },
  );
  if ("missing" in result)
    return refuse(
      `build var ${result.missing.name} is not defined through either --build-arg (--build-arg-file) or 'arguments' section`,
      result.missing.span,
      `"${result.missing.name}" has no value in this stage`,
      `add "${result.missing.name}=…" to %arguments of this stage, or pass --build-arg ${result.missing.name}=…`,
    );
  try {
    const again = readStage(result.text, { start: 0, end: result.text.length }, dialect);
    if (!again)
      return refuse(
        "empty definition file",
        span,
        "nothing is left of the stage after templates",
        "check the values",
      );
    return { stage: again, span, substituted: result };
  } catch (error) {
    // places are those of the substituted text; the user has only the file
    if (error instanceof Refused)
      throw new Refused({ ...error.refusal, span: sourceOf(result, error.refusal.span) });
    throw error;
  }
};

const givenValues = ({ pairs = [], file }: BuildArguments, dialect: Dialect, warnings: string[]): Values => {
  const { values, skipped } = readLines(file ?? "", { emptyValues: dialect.emptyValues, comments: false });
  for (const line of skipped) warnings.push(`Skipping "${line}" in build arg file`);
  const given = new Map(values);
  for (const text of pairs) {
    const pair = readPair(text, dialect);
    if ("error" in pair)
      return refuse(
        pair.error,
        { start: 0, end: 0 },
        `--build-arg ${text} is not what this engine takes`,
        "write --build-arg NAME=VALUE",
      );
    given.set(pair.name, pair.value);
  }
  return given;
};

const checkUnused = (
  given: Values,
  used: ReadonlySet<string>,
  dialect: Dialect,
  warnings: string[],
): void => {
  const unused = [...given.keys()].filter((name) => !used.has(name));
  if (unused.length === 0) return;
  if (dialect.engine.family !== "apptainer" || !dialect.template) {
    warnings.push(`Unused build variables: ${unused.join(", ")}`);
    return;
  }
  refuse(
    `unused build args: ${unused.join(" ")}. Use option --warn-unused-build-args to show a warning instead of a fatal message`,
    { start: 0, end: 0 },
    `no placeholder uses ${unused.map((name) => `"${name}"`).join(", ")}`,
    "leave the argument out, or use it in the file",
  );
};
