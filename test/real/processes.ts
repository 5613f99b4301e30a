/** What is left on this machine: processes and mounts, by a word that only ours have. */

import { readdirSync, readFileSync } from "node:fs";

/** The ids of all processes. */
export const processes = (): readonly string[] => readdirSync("/proc").filter((name) => /^\d+$/.test(name));

/** Command lines of processes that have a word in them. */
export const processesWith = (word: string): readonly string[] =>
  processes()
    .map((pid) => textOf(`/proc/${pid}/cmdline`).replaceAll("\0", " "))
    .filter((line) => line.split(/\s/).includes(word));

/** Mounts in any namespace that has a process. */
export const mountsWith = (word: string): readonly string[] =>
  processes()
    .flatMap((pid) => textOf(`/proc/${pid}/mountinfo`).split("\n"))
    .filter((line) => line.includes(word));

/** A process may be gone by now. */
const textOf = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};
