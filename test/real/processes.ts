/** What is left on this machine: processes and mounts, by a word that only ours have. */

import { readdirSync, readFileSync } from "node:fs";

/** The ids of all processes. */
export const processes = (): readonly string[] => readdirSync("/proc").filter((name) => /^\d+$/.test(name));

/** Command lines of processes that have a word in them. */
export const processesWith = (word: string): readonly string[] =>
  processes()
    .map(commandLine)
    .filter((line) => line.split(/\s/).includes(word));

/** The ids of processes that have a word in their command lines. */
export const idsWith = (word: string): readonly number[] =>
  processes()
    .filter((id) => commandLine(id).split(/\s/).includes(word))
    .map(Number);

const commandLine = (id: string): string => textOf(`/proc/${id}/cmdline`).replaceAll("\0", " ");

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
