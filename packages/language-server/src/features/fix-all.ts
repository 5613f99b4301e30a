/** Mending many findings at once: all of one rule, or whatever can be mended safely. */

import { type Finding, fixAll } from "@deftools/lint";
import { overlap, type TextEdit } from "@deftools/text";
import type { Judging } from "../judging.ts";
import type { CodeAction } from "./code-action.ts";
import { textDifference } from "./text-difference.ts";

/** For each rule that has a fix `here` and another elsewhere, all its fixes together. */
export const fixesOfOneKind = (
  findings: readonly Finding[],
  here: readonly Finding[],
): readonly CodeAction[] => {
  const offered = new Set<string>();
  return here.flatMap((finding) => {
    const { code, fix } = finding;
    const alike = findings.filter((other) => other.code === code && other.fix);
    if (!fix || alike.length < 2 || offered.has(code)) return [];
    offered.add(code);
    const edits: TextEdit[] = [];
    for (const other of alike)
      if (!other.fix?.edits.some((edit) => edits.some((taken) => overlap(edit, taken))))
        edits.push(...(other.fix?.edits ?? []));
    return [{ kind: "quick-fix", title: `${fix.title} (all ${code} in this file)`, finding, edits }];
  });
};

/** All safe fixes, until none is left. */
export const fixEverything = (text: string, { rules, settings }: Judging): readonly CodeAction[] => {
  const mended = fixAll(text, rules, { safety: "safe", settings });
  if (mended.text === text) return [];
  const edits = textDifference(text, mended.text);
  return [{ kind: "fix-all", title: "fix all that can be fixed safely", edits }];
};
