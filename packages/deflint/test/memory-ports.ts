/** A world in memory for the program under test. */

import { posix } from "node:path";
import type { Ports } from "@deftools/deflint";
import { rules } from "@deftools/lint/rules";
import type { FolderEntry } from "@deftools/recipe-files";
import { answering } from "../src/threads/lint-job.ts";

/** The ports of a world of given files, and what the program wrote. */
export interface MemoryWorld {
  readonly ports: Ports;
  /** Everything written since the last call, standard error's lines behind `2> `. */
  readonly said: () => string;
  readonly files: Map<string, string | Uint8Array>;
}

/** Files by absolute path, in the order of their names; the program runs in `/`. `unreadable` names files that may not be opened. */
export const memoryWorld = (
  given: Iterable<readonly [string, string | Uint8Array]>,
  options: {
    readonly stdin?: string;
    readonly env?: Ports["env"];
    readonly isTTY?: boolean;
    readonly unreadable?: readonly string[];
    /** As if the program were bundled; without it findings are not kept. */
    readonly programHash?: string;
    /** What other programs answer; without it none can be started. */
    readonly runProgram?: Ports["runProgram"];
  } = {},
): MemoryWorld => {
  const files = new Map(given);
  let written: { readonly to: "out" | "err"; readonly text: string }[] = [];
  const output = (to: "out" | "err") => ({
    write: (text: string) => {
      written.push({ to, text });
    },
    isTTY: options.isTTY === true,
  });
  const absolute = (path: string) => posix.resolve("/", path);
  const bytes = (content: string | Uint8Array) =>
    typeof content === "string" ? new TextEncoder().encode(content) : content;
  const read = async (path: string, limit: number): Promise<Uint8Array> => {
    const content = files.get(absolute(path));
    if (content === undefined) throw systemError("ENOENT");
    if (options.unreadable?.includes(absolute(path))) throw systemError("EACCES");
    return bytes(content).subarray(0, limit + 1);
  };
  const entries = (path: string): readonly FolderEntry[] => {
    const folder = absolute(path) === "/" ? "/" : `${absolute(path)}/`;
    const found = new Map<string, FolderEntry>();
    for (const file of files.keys()) {
      if (!file.startsWith(folder)) continue;
      const [name = "", ...below] = file.slice(folder.length).split("/");
      found.set(name, { name, kind: below.length === 0 ? "file" : "folder" });
    }
    return [...found.values()];
  };
  const ports: Ports = {
    stdout: output("out"),
    stderr: output("err"),
    cwd: "/",
    env: options.env ?? {},
    kindOf: async (path) => {
      if (files.has(absolute(path))) return "file";
      if (absolute(path) === "/" || 0 < entries(path).length) return "folder";
      throw systemError("ENOENT");
    },
    list: async (path) => entries(path),
    readFile: read,
    readStdin: async () => bytes(options.stdin ?? ""),
    importModule: async (_folder, name) => {
      throw new Error(`no module ${name} in memory`);
    },
    runProgram: options.runProgram ?? (async () => Promise.reject(systemError("ENOENT"))),
    writeFile: async (path, text) => {
      files.set(absolute(path), text);
    },
    keepFile: async (path, text) => {
      files.set(absolute(path), text);
    },
    programHash: async () => options.programHash,
    startLintThread: () => {
      const answer = answering(rules);
      return {
        tell: (by, settings) => {
          answer({ kind: "settings", by, settings });
        },
        lint: async (by, text) =>
          answer({ kind: "text", by, text, number: 0 }) ?? { findings: [], mistakes: [] },
        end: () => {},
      };
    },
    changesBelow: async function* () {},
    processors: 4,
    replaceFile: async (path, text) => {
      files.set(absolute(path), text);
    },
  };
  const said = (): string => {
    const text = written.map((piece) => (piece.to === "out" ? piece.text : marked(piece.text))).join("");
    written = [];
    return text;
  };
  return { ports, said, files };
};

const marked = (text: string): string => text.replace(/^(?=.)/gm, "2> ");

const systemError = (code: string): Error => Object.assign(new Error(code), { code });
