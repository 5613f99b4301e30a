/** A script run in a stage: its file lent to the tree, its output told and logged, its failure told with the line of the recipe. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bind, RunOutcome, Sandbox } from "@deftools/sandbox";
import { Failure } from "@deftools/trouble";
import type { Tell } from "../build-event.ts";
import type { BuildScript } from "../build-plan.ts";
import { recipeLine } from "../planning/scripts.ts";
import { buildUmask, inImageEnvironment } from "./script-command.ts";
import { createScriptOutput } from "./script-output.ts";
import type { ScriptPorts } from "./script-ports.ts";
import { failurePrelude, followTrace, type TraceFollower, tracePrelude } from "./trace.ts";

/** What to run. */
export interface StageRun {
  /** For people: `%post`, `%post of stage "build"`. */
  readonly step: string;
  readonly argv: readonly [string, ...string[]];
  readonly variables: Readonly<Record<string, string>>;
  /** A script that is lent to the tree. */
  readonly file?: { readonly path: string; readonly script: BuildScript };
  readonly signal: AbortSignal | undefined;
}

/** Runs it to its end. @throws Failure "build/script-failed", "build/script-timeout" */
export const runInStage = async (
  ports: ScriptPorts,
  tell: Tell,
  sandbox: Sandbox,
  { step, argv, variables, file, signal }: StageRun,
): Promise<void> => {
  const { settings } = ports;
  const scratch = await mkdtemp(join(ports.workFolder, "script-"));
  const log = await ports.openLog(step);
  try {
    const trace = file && followTrace(file.script.text);
    const output = createScriptOutput({
      trace,
      secrets: Object.values(settings.proxies).filter((proxy) => proxy.includes("@")),
      say: async (line) => {
        tell({ kind: "script-output", step, line });
        await log.write(line);
      },
    });
    const outcome = await sandbox.run({
      argv: inImageEnvironment(argv),
      env: { ...settings.proxies, ...variables, ...settings.variables },
      umask: buildUmask,
      network: settings.network,
      binds: [...(file ? [await lend(scratch, file)] : []), ...settings.binds],
      stdout: output.take,
      stderr: output.take,
      ...(settings.timeoutMs !== undefined && { timeoutMs: settings.timeoutMs }),
      ...(signal && { signal }),
    });
    await output.end();
    signal?.throwIfAborted();
    if (outcome.status !== 0 || outcome.ended !== undefined)
      throw failed(step, outcome, { script: file?.script, trace, log: log.path, last: output.lastLines() });
  } finally {
    await log.close();
    await rm(scratch, { recursive: true, force: true });
  }
};

const lend = async (folder: string, { path, script }: NonNullable<StageRun["file"]>): Promise<Bind> => {
  const source = join(folder, "script");
  await writeFile(source, `${preludeOf(script)}${script.text}`, { mode: 0o755 });
  return { source, target: path, readOnly: true };
};

/** What makes the script tell where it is, without a word of it being changed; nothing for programs that are no shells we know. */
const preludeOf = ({ shell, options }: BuildScript): string => {
  if (shell === undefined) return options.some((option) => /^\+[a-z]*x/.test(option)) ? "" : tracePrelude;
  const [program = "", ...words] = shell.split(" ");
  const isShell = /(^|\/)(ba|da|a|k|mk)?sh$/.test(program);
  if (isShell && words.some((word) => /^-[a-z]*x/.test(word))) return tracePrelude;
  return /(^|\/)bash$/.test(program) ? failurePrelude : "";
};

interface Circumstances {
  readonly script: BuildScript | undefined;
  readonly trace: TraceFollower | undefined;
  /** The path of the log. */
  readonly log: string;
  readonly last: readonly string[];
}

const failed = (step: string, outcome: RunOutcome, { script, trace, log, last }: Circumstances): Failure => {
  const point = trace?.last();
  const line = script && (lineOfPoint(script, point?.line) ?? lineInWords(script, last));
  const place = line === undefined ? "" : `line ${line} of the recipe: `;
  const command = point === undefined ? step : `"${shorten(point.command)}" of ${step}`;
  const hint = `all that was said is in ${log}; --debug-shell opens a shell where it stopped`;
  if (outcome.ended === "timeout")
    return new Failure("build/script-timeout", `${place}${command} did not end in the time of --timeout`, {
      hint,
    });
  const how =
    outcome.signal === undefined ? `ended with ${outcome.status}` : `was ended by ${outcome.signal}`;
  const isMissing = outcome.status === 127 && last.length === 0;
  const why = isMissing ? `: the image has no ${script?.shell ?? "/bin/sh"}` : "";
  return new Failure("build/script-failed", `${place}${command} ${how}${why}`, { hint });
};

const lineOfPoint = (script: BuildScript, line: number | undefined): number | undefined =>
  line === undefined ? undefined : recipeLine(script, line);

/** Shells and other interpreters name the file and the line themselves: `/.post.script: line 3: …`, `/.post.script: 3: …`, `File "…", line 3`. */
const lineInWords = (script: BuildScript, last: readonly string[]): number | undefined => {
  for (const words of last.toReversed()) {
    const number = /\.post\.script"?(?:: |, )(?:line )?(\d+)/.exec(words)?.[1];
    if (number !== undefined) return recipeLine(script, Number(number));
  }
  return undefined;
};

const shorten = (command: string): string => (command.length <= 100 ? command : `${command.slice(0, 99)}…`);
