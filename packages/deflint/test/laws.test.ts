/** Laws of the diff: it tells both texts in full, and a patch program would turn one into the other. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unifiedDiff } from "../src/reporters/unified-diff.ts";

const line = fc.constantFrom("a", "b", "c", "d");
const lines = fc.array(line, { maxLength: 30 });

describe("unifiedDiff", () => {
  it("holds counts that are true", () => {
    fc.assert(
      fc.property(lines, lines, fc.boolean(), (before, after, ended) => {
        const join = (text: readonly string[]) => text.join("\n") + (ended ? "\n" : "");
        const diff = unifiedDiff("x", join(before), join(after));
        expect(diff === "").toBe(join(before) === join(after));
        expect(patched(join(before), diff)).toBe(join(after));
      }),
    );
  });
});

it("tells texts that differ in too many lines as all old, all new", () => {
  const numbered = (letter: string) =>
    Array.from({ length: 2000 }, (_, index) => `${letter}${index}\n`).join("");
  const [before, after] = [numbered("a"), `${numbered("b")}end`];
  expect(patched(before, unifiedDiff("x", before, after))).toBe(after);
});

/** A patch program in a few lines: it trusts the numbers of the hunks, so that wrong ones are noticed. */
const patched = (text: string, diff: string): string => {
  const old = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const out: string[] = [];
  let at = 0;
  for (const hunk of diff.split(/^(?=@@ )/m).slice(1)) {
    const [, start = "0", count = "1"] = /^@@ -(\d+)(?:,(\d+))? /.exec(hunk) ?? [];
    const from = count === "0" ? Number(start) : Number(start) - 1;
    out.push(...old.slice(at, from));
    let kept = false;
    for (const row of hunk.match(/[^\n]*\n/g)?.slice(1) ?? []) {
      if (row.startsWith("\\")) {
        if (kept) out.push(out.pop()?.slice(0, -1) ?? "");
        continue;
      }
      kept = !row.startsWith("-");
      if (kept) out.push(row.slice(1));
    }
    at = from + Number(count);
  }
  return [...out, ...old.slice(at)].join("");
};
