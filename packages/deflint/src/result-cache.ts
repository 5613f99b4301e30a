/**
 * Answers that were expensive, by the hash of all they depend on, in the user's cache folder.
 *
 *     deflint/v1-0a   answers whose key begins with 0a: one file for many, since thousands of small ones are slow to read
 *     ├── <key> <CRC-32 of the answer> <answer>
 *     └── …           those kept last stand last; at the size limit the first ones go
 *
 * Whatever is damaged is as good as absent, and gone when the file is next written.
 */

import { join, resolve } from "node:path";
import { crc32 } from "node:zlib";
import type { AnswerCache } from "@deftools/shellcheck";
import type { Ports } from "./ports.ts";
import { sha256 } from "./sha-256.ts";

export interface ResultCache extends AnswerCache {
  /** Writes what was put; a cache that cannot be written is only slow. */
  readonly flush: () => Promise<void>;
}

/** Of one file; there are 256, so that all together have 64 MiB at most. */
const MAX_FILE_BYTES = 256 * 1024;
/** A longer answer would push out too many others. */
const MAX_ANSWER_LENGTH = MAX_FILE_BYTES / 4;

/** Answers are JSON. Without a folder nothing is kept. */
export const resultCache = (ports: Ports, folder: string | undefined): ResultCache => {
  if (folder === undefined) return { get: async () => undefined, put: async () => {}, flush: async () => {} };
  const files = new Map<string, Promise<KeptFile>>();
  const fileOf = (key: string): Promise<KeptFile> => {
    const path = join(folder, `v1-${key.slice(0, 2)}`);
    const known = files.get(path) ?? readKept(ports, path);
    files.set(path, known);
    return known;
  };
  return {
    get: async (parts) => {
      const key = keyOf(parts);
      const { lines } = await fileOf(key);
      return answerIn(lines.get(key));
    },
    put: async (parts, answer) => {
      if (MAX_ANSWER_LENGTH < answer.length) return;
      const key = keyOf(parts);
      const file = await fileOf(key);
      // line ends in JSON are blanks like any other
      const line = answer.replaceAll("\n", " ");
      file.lines.delete(key);
      file.lines.set(key, `${checksum(line)} ${line}`);
      file.changed = true;
    },
    flush: async () => {
      for (const [path, opened] of files) {
        const file = await opened;
        if (!file.changed) continue;
        file.changed = false;
        try {
          await ports.keepFile(path, textOf(file.lines));
        } catch {
          // a read-only home is no reason to fail: the answers were at hand
          return;
        }
      }
    },
  };
};

/** `--cache-location`, else `$XDG_CACHE_HOME/deflint`, else `~/.cache/deflint` (XDG Base Directory Specification). */
export const cacheFolder = ({ env, cwd }: Ports, location: string | undefined): string | undefined => {
  if (location !== undefined) return resolve(cwd, location);
  const { XDG_CACHE_HOME: cache = "", HOME: home = "" } = env;
  if (cache.startsWith("/")) return join(cache, "deflint");
  return home === "" ? undefined : join(home, ".cache", "deflint");
};

interface KeptFile {
  /** By key, in the order they were kept: checksum and answer. */
  readonly lines: Map<string, string>;
  changed: boolean;
}

const readKept = async (ports: Ports, path: string): Promise<KeptFile> => {
  const lines = new Map<string, string>();
  // absent, unreadable, grown beyond all we write: nothing is kept there
  const bytes = await ports.readFile(path, MAX_FILE_BYTES).catch(() => undefined);
  if (bytes === undefined || MAX_FILE_BYTES < bytes.length) return { lines, changed: false };
  for (const line of new TextDecoder().decode(bytes).split("\n")) {
    if (line[KEY_LENGTH] === " ") lines.set(line.slice(0, KEY_LENGTH), line.slice(KEY_LENGTH + 1));
  }
  return { lines, changed: false };
};

/** The newest lines that fit. */
const textOf = (lines: ReadonlyMap<string, string>): string => {
  const kept: string[] = [];
  let size = 0;
  for (const [key, line] of [...lines].reverse()) {
    const text = `${key} ${line}\n`;
    size += Buffer.byteLength(text);
    if (MAX_FILE_BYTES < size) break;
    kept.push(text);
  }
  return kept.reverse().join("");
};

const answerIn = (line: string | undefined): string | undefined => {
  if (line === undefined) return undefined;
  const answer = line.slice(CHECKSUM_LENGTH + 1);
  return line.slice(0, CHECKSUM_LENGTH) === checksum(answer) ? answer : undefined;
};

const keyOf = (parts: readonly string[]): string => sha256(JSON.stringify(parts));
const KEY_LENGTH = 64;

const checksum = (text: string): string => crc32(text).toString(16).padStart(CHECKSUM_LENGTH, "0");
const CHECKSUM_LENGTH = 8;
