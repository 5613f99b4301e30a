/** What a script says: line by line to who watches and to a log, without secrets; its end is kept for a message. */

import { StringDecoder } from "node:string_decoder";
import type { TraceFollower } from "./trace.ts";

export interface ScriptOutput {
  take(bytes: Uint8Array): Promise<void>;
  /** Says what waits for the end of its line. */
  end(): Promise<void>;
  lastLines(): readonly string[];
}

interface Listeners {
  /** Takes a line without its end. */
  readonly say: (line: string) => void | Promise<void>;
  readonly trace: TraceFollower | undefined;
  /** Texts that nobody may see. */
  readonly secrets: readonly string[];
}

/** Output for them. */
export const createScriptOutput = ({ say, trace, secrets }: Listeners): ScriptOutput => {
  const decoder = new StringDecoder("utf8");
  const hidden = secrets.flatMap((secret) => [secret, ...secret.split("\n")]).filter(isTelling);
  const kept: string[] = [];
  let rest = "";
  const hide = (line: string): string => {
    let shown = line;
    for (const secret of hidden) shown = shown.replaceAll(secret, "***");
    return shown;
  };
  const sayLine = async (line: string): Promise<void> => {
    const shown = trace === undefined ? line : trace.take(line);
    if (shown === undefined) return;
    const safe = hide(shown);
    kept.push(safe);
    if (KEPT_LINES < kept.length) kept.shift();
    await say(safe);
  };
  const sayAll = async (text: string): Promise<void> => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) await sayLine(line);
    if (rest.length <= LONGEST_LINE) return;
    const long = rest;
    rest = "";
    await sayLine(long);
  };
  return {
    take: (bytes) => sayAll(decoder.write(Buffer.from(bytes))),
    end: async () => {
      await sayAll(decoder.end());
      if (rest !== "") await sayAll("\n");
    },
    lastLines: () => kept,
  };
};

/** Shorter ones would hide half of all words; the lines of a key are long. */
const isTelling = (secret: string): boolean => 4 <= secret.trim().length;

const KEPT_LINES = 20;

/** Characters; a program that ends no line is still heard. */
const LONGEST_LINE = 64 * 1024;
