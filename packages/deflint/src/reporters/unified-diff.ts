/** What would change, in the format of `diff -u` (POSIX, "Diff -u Output Format"), fit for `patch` and `git apply`. */

import { changesBetween, type LineChange } from "./line-changes.ts";

/** Unchanged lines shown around a change. */
const CONTEXT = 3;

/** The difference between two texts; the empty string when there is none. */
export const unifiedDiff = (name: string, before: string, after: string): string => {
  const changes = changesBetween(linesOf(before), linesOf(after));
  const hunks = hunksOf(changes);
  if (hunks.length === 0) return "";
  return `--- ${name}\n+++ ${name}\n${hunks.map(hunkText).join("")}`;
};

interface Hunk {
  readonly lines: readonly LineChange[];
  /** Lines of either text before the hunk. */
  readonly oldStart: number;
  readonly newStart: number;
}

const hunksOf = (changes: readonly LineChange[]): readonly Hunk[] => {
  const hunks: Hunk[] = [];
  const wanted = changes.map((_, at) =>
    changes.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ kind }) => kind !== "same"),
  );
  let oldLine = 0;
  let newLine = 0;
  let lines: LineChange[] = [];
  for (const [at, change] of changes.entries()) {
    if (wanted[at]) {
      if (lines.length === 0) hunks.push({ lines, oldStart: oldLine, newStart: newLine });
      lines.push(change);
    } else lines = [];
    if (change.kind !== "added") oldLine++;
    if (change.kind !== "removed") newLine++;
  }
  return hunks;
};

const hunkText = ({ lines, oldStart, newStart }: Hunk): string => {
  const oldCount = lines.filter(({ kind }) => kind !== "added").length;
  const newCount = lines.filter(({ kind }) => kind !== "removed").length;
  const head = `@@ -${range(oldStart, oldCount)} +${range(newStart, newCount)} @@\n`;
  return head + lines.map(({ kind, line }) => SIGNS[kind] + terminated(line)).join("");
};

const SIGNS = { same: " ", added: "+", removed: "-" } as const;

const range = (before: number, count: number): string =>
  `${count === 0 ? before : before + 1}${count === 1 ? "" : `,${count}`}`;

const terminated = (line: string): string =>
  line.endsWith("\n") ? line : `${line}\n\\ No newline at end of file\n`;

/** The lines of a text with their ends, so that a changed line end is a change. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
