/** ShellCheck as an optional program: asked about every script section, several at once, each text once. */

import type { Finding } from "@deftools/lint";
import type { Recipe } from "@deftools/recipe";
import { Failure } from "@deftools/trouble";
import { scriptTextOf } from "./script-text.ts";

/** What asking ShellCheck needs of the world. */
export interface ShellCheckPorts {
  /** Runs a program with a text on its standard input; ends it at a signal. @throws whatever the system says, when it cannot be started */
  readonly runProgram: (
    program: string,
    args: readonly string[],
    input?: string,
    signal?: AbortSignal,
  ) => Promise<ProgramAnswer>;
  /** How much can go on at once. */
  readonly processors: number;
}

export interface ProgramAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Keeps answers by all they depend on. */
export interface AnswerCache {
  readonly get: (parts: readonly string[]) => Promise<string | undefined>;
  readonly put: (parts: readonly string[], answer: string) => Promise<void>;
}

export interface ShellCheck {
  /** `0.11.0` */
  readonly version: string;
  /** What it finds in the scripts of a recipe. @throws Failure "shellcheck/failed"; at a signal, whatever ends it */
  readonly findingsIn: (recipe: Recipe, signal?: AbortSignal) => Promise<readonly Finding[]>;
}

/**
 * The program of that path, or the one on PATH; absent when there is none on PATH.
 * @throws Failure "shellcheck/not-found" when the one that was asked for cannot be started
 */
export const findShellCheck = async (
  ports: ShellCheckPorts,
  path: string | undefined,
  cache: AnswerCache,
): Promise<ShellCheck | undefined> => {
  const program = path ?? "shellcheck";
  // what cannot be started has no version, and what does not know its version is no ShellCheck
  const answer = await ports.runProgram(program, ["--version"]).catch(() => undefined);
  const version = /^version: (\S+)/m.exec(answer?.stdout ?? "")?.[1];
  if (version !== undefined) return { version, findingsIn: asker(ports, program, version, cache) };
  if (path === undefined) return undefined;
  throw new Failure("shellcheck/not-found", `"${path}" cannot be started as ShellCheck`);
};

/** `--norc`: what is wanted of it is said in the configuration of deflint, and a cached answer must not depend on more. */
const ARGUMENTS = ["--format=json1", "--norc", "-"] as const;

const asker = (
  ports: ShellCheckPorts,
  program: string,
  version: string,
  cache: AnswerCache,
): ShellCheck["findingsIn"] => {
  const slot = slots(ports.processors);
  const ask = async (text: string, signal: AbortSignal | undefined): Promise<string> => {
    const key = ["shellcheck", version, ...ARGUMENTS, text];
    const kept = await cache.get(key);
    if (kept !== undefined) return kept;
    const { code, stdout, stderr } = await slot(() => ports.runProgram(program, ARGUMENTS, text, signal));
    // 0 nothing found, 1 findings; all else is trouble of its own
    if (1 < code)
      throw new Failure("shellcheck/failed", `ShellCheck ended with code ${code}: ${stderr.split("\n")[0]}`, {
        hint: "--no-shellcheck goes without it",
      });
    await cache.put(key, stdout);
    return stdout;
  };
  return async (recipe, signal) => {
    // its answers are read with a schema; most starts need none
    const { findingsOf } = await import("./findings.ts");
    const scripts = recipe.stages.flatMap((stage) => stage.scripts);
    const found = await Promise.all(
      scripts.map(async (script) => {
        const given = scriptTextOf(recipe, script);
        return given ? findingsOf(recipe, script, given, await ask(given.text, signal)) : [];
      }),
    );
    return found.flat();
  };
};

/** Lets at most so many run at a time. */
const slots = (count: number) => {
  let free = Math.max(1, count);
  const waiting: (() => void)[] = [];
  return async <Result>(run: () => Promise<Result>): Promise<Result> => {
    if (free === 0) await new Promise<void>((go) => waiting.push(go));
    else free--;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
};
