/** The verdict agrees with the real engines' parsers, case by case: inputs made by hand, answers recorded from the engines' own code. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLines, readPair } from "../../src/template/build-arguments.ts";
import { substitute } from "../../src/template/substitute.ts";
import type { EngineStage } from "../../src/verdict/definition.ts";
import { type Dialect, dialectOf } from "../../src/verdict/dialect.ts";
import { readStage } from "../../src/verdict/read-stage.ts";
import { Refused } from "../../src/verdict/refusal.ts";
import { judge } from "../../src/verdict/verdict.ts";

type Words = Readonly<Record<string, string>>;

/** One recorded answer. `…` in an input stands for as many letters as `bytes` needs. */
interface Case {
  readonly name: string;
  readonly mode: string;
  readonly input: string;
  readonly bytes?: number;
  readonly args?: Words;
  readonly defaults?: Words;
  readonly lines?: readonly string[];
  readonly error?: string;
  readonly panic?: string;
  readonly accepted?: true;
  readonly stages?: readonly unknown[];
  readonly result?: unknown;
}

const cases: readonly Case[] = JSON.parse(
  readFileSync(join(import.meta.dirname, "engine-cases.json"), "utf8"),
);

describe("the verdict", () => {
  it.each(cases.map((one) => [`${one.mode} ${one.name}`, one] as const))("agrees on %s", (_name, one) => {
    const { error, panic, accepted, stages, result } = one;
    expect(answer(one)).toEqual(JSON.parse(JSON.stringify({ error, panic, accepted, stages, result })));
  });
});

/** Our answer, in the shape of the record. */
const answer = (one: Case): unknown => {
  // the records hold every header key of any version of Apptainer
  const dialect = dialectOf(one.mode.endsWith("singularityce") ? "singularity-ce-4.5" : "apptainer-1.5");
  try {
    return JSON.parse(JSON.stringify(ask(one, inputOf(one), dialect)));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.refusal.panic ? { panic: error.refusal.error } : { error: error.refusal.error };
  }
};

const ask = (one: Case, input: string, dialect: Dialect): unknown => {
  const [mode = ""] = one.mode.split("-");
  if (mode === "one") {
    const stage = readStage(input, { start: 0, end: input.length }, dialect);
    if (!stage) return { error: "empty definition file" };
    return one.accepted ? { accepted: true } : { stages: [brief(stage)] };
  }
  if (mode === "all") {
    const verdict = judge(input, dialect);
    if (verdict.verdict === "accept") return { stages: verdict.stages.map(({ stage }) => brief(stage)) };
    return verdict.panic ? { panic: verdict.error } : { error: verdict.error };
  }
  if (mode === "template") {
    const values = { given: mapOf(one.args), defaults: mapOf(one.defaults) };
    const done = substitute(
      input,
      { start: 0, end: input.length },
      values,
      dialect.template ?? { nested: false, skipsComments: false },
    );
    if ("missing" in done)
      return {
        error: `build var ${done.missing.name} is not defined through either --build-arg (--build-arg-file) or 'arguments' section`,
      };
    return {
      result: { consumed: Object.fromEntries([...done.used].map((name) => [name, true])), text: done.text },
    };
  }
  if (mode === "buildargs") {
    const values = new Map(readLines(input, { ...dialect, comments: false }).values);
    for (const line of one.lines ?? []) {
      const pair = readPair(line, dialect);
      if ("error" in pair) return { error: pair.error };
      values.set(pair.name, pair.value);
    }
    return { result: Object.fromEntries(values) };
  }
  const stage = readStage(input, { start: 0, end: input.length }, dialect);
  const body = stage?.buildData.buildScripts.arguments.script ?? "";
  return { result: Object.fromEntries(readLines(body, { ...dialect, comments: true }).values) };
};

const inputOf = ({ input, bytes }: Case): string =>
  bytes === undefined
    ? input
    : input.replace("…", "a".repeat(bytes - Buffer.byteLength(input.replace("…", ""))));

const mapOf = (words: Words = {}): ReadonlyMap<string, string> => new Map(Object.entries(words));

/** What of a stage is not empty. */
const brief = ({ header, imageData, buildData, customData, appOrder }: EngineStage): unknown => {
  const scripts = Object.entries({ ...imageData.imageScripts, ...buildData.buildScripts })
    .filter(([, { args, script }]) => args !== "" || script !== "")
    .map(([name, { args, script }]) => [name, [args, script]]);
  return {
    ...(header ? { header } : {}),
    ...(Object.keys(imageData.labels).length > 0 ? { labels: imageData.labels } : {}),
    ...(scripts.length > 0 ? { scripts: Object.fromEntries(scripts) } : {}),
    ...(buildData.files.length > 0
      ? {
          files: buildData.files.map(({ args, files }) => [
            args,
            ...(files ?? []).map(({ source, destination }) => [source, destination]),
          ]),
        }
      : {}),
    ...(customData ? { custom: customData } : {}),
    ...(appOrder.length > 0 ? { apps: appOrder } : {}),
  };
};
