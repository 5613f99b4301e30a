/** `deflint dump`: what an engine makes of a file, as JSON lines, or of all engines side by side. */

import { type Engine, engine, engines } from "@deftools/grammar";
import { nearest } from "@deftools/lint";
import { type BuildArguments, type Verdict, verdict } from "@deftools/recipe";
import { LineIndex } from "@deftools/text";
import { Failure } from "@deftools/trouble";
import { exitCode } from "./exit-code.ts";
import { asFailure, inputs } from "./inputs.ts";
import type { Ports } from "./ports.ts";
import { visibleLine } from "./reporters/visible.ts";

export interface DumpOptions {
  /** An id of the vocabulary: `apptainer-1.4`. */
  readonly engine: string;
  /** `NAME=VALUE`, in order. */
  readonly buildArg: readonly string[];
  readonly buildArgFile?: string;
  /** Also what the engine refuses after parsing and before fetching. */
  readonly build?: true;
  readonly table?: true;
}

/** A file of build arguments is small; more is some other file. */
const MAX_ARGUMENT_FILE = 1024 * 1024;

/** Prints the verdicts; the exit code is 1 when an engine refuses a file. @throws Failure "deflint/unknown-engine" */
export const dumpCommand = async (
  ports: Ports,
  paths: readonly string[],
  options: DumpOptions,
): Promise<number> => {
  // a family's name alone means its newest
  const one = engine(options.engine) ?? engines.find(({ family }) => family === options.engine);
  if (!one) {
    const near = nearest(
      options.engine,
      engines.map(({ id }) => id),
    );
    throw new Failure("deflint/unknown-engine", `there is no engine "${options.engine}"`, {
      hint:
        near === undefined ? `known are ${engines.map(({ id }) => id).join(", ")}` : `did you mean ${near}?`,
    });
  }
  const args = await buildArguments(ports, options);
  let code: number = exitCode.clean;
  const refuse = ({ message }: Failure): void => {
    ports.stderr.write(`deflint: ${visibleLine(message)}\n`);
    code = exitCode.usage;
  };
  for await (const { name, text } of inputs(ports, paths, "<stdin>", refuse)) {
    if (options.table) {
      ports.stdout.write(table(name, text, args));
      continue;
    }
    const judged = verdict(text, one.id, args);
    if (judged.verdict === "reject" && code === exitCode.clean) code = exitCode.findings;
    ports.stdout.write(`${JSON.stringify({ file: name, ...asRecord(text, judged) })}\n`);
  }
  return code;
};

const buildArguments = async (
  ports: Ports,
  { buildArg, buildArgFile, build }: DumpOptions,
): Promise<BuildArguments & { readonly beforeFetch?: true }> => {
  const file = buildArgFile === undefined ? undefined : await readText(ports, buildArgFile);
  return { pairs: buildArg, ...(file !== undefined && { file }), ...(build && { beforeFetch: true }) };
};

const readText = async (ports: Ports, path: string): Promise<string> => {
  try {
    return new TextDecoder().decode(await ports.readFile(path, MAX_ARGUMENT_FILE));
  } catch (error) {
    throw asFailure(path, error);
  }
};

const asRecord = (text: string, judged: Verdict): object => {
  if (judged.verdict === "accept") {
    const { stages, warnings } = judged;
    return {
      verdict: "accept",
      stages: stages.map(({ stage }) => stage),
      ...(warnings.length > 0 && { warnings }),
    };
  }
  const lines = new LineIndex(text);
  const [start, end] = [lines.position(judged.span.start), lines.position(judged.span.end)];
  return {
    verdict: "reject",
    error: judged.error,
    ...(judged.panic && { panic: true }),
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
    cause: judged.cause,
    wayOut: judged.wayOut,
  };
};

/** All engines, those with the same answer in one row. */
const table = (
  name: string,
  text: string,
  args: BuildArguments & { readonly beforeFetch?: true },
): string => {
  const rows = Map.groupBy(engines, ({ id }) => inWords(text, verdict(text, id, args)));
  const lines = [...rows].map(
    ([answer, same]) => `  ${runsOf(same)}\n      ${answer.replaceAll("\n", "\n      ")}\n`,
  );
  return `${name}\n${lines.join("")}`;
};

/** The newest of a family first. */
const order: readonly Engine[] = engines;

/** Versions that follow each other as one run: `Apptainer 1.3–1.5`. */
const runsOf = (same: readonly Engine[]): string => {
  const runs: { newest: Engine; oldest: Engine }[] = [];
  for (const one of same) {
    const run = runs.at(-1);
    const follows = run?.oldest.family === one.family && order.indexOf(run.oldest) + 1 === order.indexOf(one);
    if (run && follows) run.oldest = one;
    else runs.push({ newest: one, oldest: one });
  }
  return runs
    .map(({ newest, oldest }) =>
      newest === oldest ? newest.title : `${oldest.title}–${newest.title.replace(/^.* /, "")}`,
    )
    .join(", ");
};

const inWords = (text: string, judged: Verdict): string => {
  if (judged.verdict === "reject") {
    const { line, column } = new LineIndex(text).position(judged.span.start);
    return `${judged.panic ? "crashes" : "refuses"} at ${line + 1}:${column + 1}: ${visibleLine(judged.error)}\n${judged.cause}; ${judged.wayOut}`;
  }
  const digest = judged.stages.map(({ stage }) => {
    const { header, imageData, buildData, customData } = stage;
    const scripts = Object.entries({ ...imageData.imageScripts, ...buildData.buildScripts }).filter(
      ([, { script }]) => script !== "",
    );
    const files = buildData.files.reduce((count, group) => count + (group.files?.length ?? 0), 0);
    const parts = [
      header === null ? "no header" : `from ${visibleLine(header.from ?? header.bootstrap ?? "nothing")}`,
      ...scripts.map(([section]) => section.toLowerCase()),
      ...(files > 0 ? [`${files} ${files === 1 ? "copy" : "copies"}`] : []),
      ...(customData === null ? [] : Object.keys(customData).map(visibleLine)),
    ];
    return parts.join(", ");
  });
  const stages = judged.stages.length === 1 ? "" : `${judged.stages.length} stages: `;
  return [
    `accepts: ${stages}${digest.join(" | ")}`,
    ...judged.warnings.map((warning) => `warns: ${visibleLine(warning)}`),
  ].join("\n");
};
