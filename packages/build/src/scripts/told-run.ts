/** A run that is told and logged; a failure of it names the line of the recipe. */

import type { RunOutcome, Taker } from "@deftools/sandbox";
import { Failure } from "@deftools/trouble";
import type { Tell } from "../build-event.ts";
import type { BuildScript } from "../build-plan.ts";
import { recipeLine } from "../planning/scripts.ts";
import { createScriptOutput } from "./script-output.ts";
import type { ScriptPorts } from "./script-ports.ts";
import { failurePrelude, followTrace, type TraceFollower, tracePrelude } from "./trace.ts";

/** What runs. */
export interface Told {
  /** For people: `%post`, `%post of stage "build"`. */
  readonly step: string;
  readonly script?: BuildScript | undefined;
  /** What to do when it fails. */
  readonly wayOut?: string;
  readonly signal: AbortSignal | undefined;
}

/** Starts something that gives all its output to a taker; `prelude` stands in front of a script's text. */
type Start = (
  output: Taker,
  prelude: string,
  limits: { readonly timeoutMs?: number; readonly graceMs: number; readonly signal?: AbortSignal },
) => Promise<RunOutcome>;

/** Runs it. @throws Failure "build/script-failed", "build/script-timeout" */
export const toldRun = async (
  { settings, secrets, openLog }: Pick<ScriptPorts, "settings" | "secrets" | "openLog">,
  tell: Tell,
  { step, script, signal, wayOut = "--debug-shell opens a shell where it stopped" }: Told,
  start: Start,
): Promise<void> => {
  const log = await openLog(step);
  let outcomeOfAll: "passed" | "failed" = "failed";
  try {
    const trace = script && followTrace(script.text);
    const output = createScriptOutput({
      trace,
      secrets: [
        ...Object.values(settings.proxies).filter((proxy) => proxy.includes("@")),
        ...secrets.map(({ value }) => Buffer.from(value).toString().trim()),
      ],
      say: async (line) => {
        tell({ kind: "script-output", step, line });
        await log.write(line);
      },
    });
    const outcome = await start(output.take, script ? preludeOf(script) : "", {
      graceMs: GRACE_MS,
      ...(settings.timeoutMs !== undefined && { timeoutMs: settings.timeoutMs }),
      ...(signal && { signal }),
    });
    await output.end();
    signal?.throwIfAborted();
    if (outcome.status !== 0 || outcome.ended !== undefined)
      throw failed(step, outcome, { script, trace, log: log.path, last: output.lastLines(), wayOut });
    outcomeOfAll = "passed";
  } finally {
    await log.close(outcomeOfAll);
  }
};

/** A script that is stopped may put things in order for so long. */
const GRACE_MS = 1000;

/** What makes the script tell where it is, without a word of it being changed; nothing for programs that are no shells we know. */
const preludeOf = ({ shell, options, text }: BuildScript): string => {
  if (shell === undefined) return options.some((option) => /^\+[a-z]*x/.test(option)) ? "" : tracePrelude;
  const [program = "", ...words] = shell.split(" ");
  const isShell = /(^|\/)(ba|da|a|k|mk)?sh$/.test(program);
  if (isShell && words.some((word) => /^-[a-z]*x/.test(word))) return tracePrelude;
  if (!/(^|\/)bash$/.test(program)) return "";
  // in functions, too, unless the author has plans of his own for that trap
  return text.includes("ERR") ? "" : `set -E; ${failurePrelude}`;
};

interface Circumstances {
  readonly script: BuildScript | undefined;
  readonly trace: TraceFollower | undefined;
  /** The path of the log. */
  readonly log: string;
  readonly last: readonly string[];
  readonly wayOut: string;
}

const failed = (
  step: string,
  outcome: RunOutcome,
  { script, trace, log, last, wayOut }: Circumstances,
): Failure => {
  const point = trace?.last();
  const line = script && (lineOfPoint(script, point?.line) ?? lineInWords(script, last));
  const place = line === undefined ? "" : `line ${line} of the recipe: `;
  const command = point === undefined ? step : `"${shorten(point.command)}" of ${step}`;
  const hint = `all that was said is in ${log}; ${wayOut}`;
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
