/** Proposals of the shell's language server beside our own. */

import { describe, expect, it } from "vitest";
import { type CompletionItem, CompletionItemKind } from "vscode-languageserver/node";
import { joinedCompletions, type TypingPlace, theirItem } from "../../src/protocol/shell-completions.ts";

const own: CompletionItem[] = [{ label: "HOME", sortText: "000", data: "variable" }];

/** Behind what is typed in line 3. */
const behind = (before: string, dialect: TypingPlace["dialect"] = "bash"): TypingPlace => ({
  position: { line: 3, character: before.length },
  before,
  dialect,
});

const itemsOf = (theirs: unknown, place: TypingPlace): readonly CompletionItem[] => {
  const joined = joinedCompletions(own, theirs, place);
  return Array.isArray(joined) ? joined : joined.items;
};

describe("joined proposals", () => {
  it("are ours, then theirs at the word that is typed, whatever an editor takes for one", () => {
    const theirs = [{ label: "apt-get", kind: CompletionItemKind.Function, data: { type: 1 } }];
    expect(joinedCompletions(own, theirs, behind("  sudo apt-g"))).toEqual([
      ...own,
      {
        label: "apt-get",
        kind: CompletionItemKind.Function,
        detail: "bash-language-server",
        sortText: "~apt-get",
        filterText: "apt-get",
        textEdit: {
          range: { start: { line: 3, character: 7 }, end: { line: 3, character: 12 } },
          newText: "apt-get",
        },
        data: { shell: { type: 1 } },
      },
    ]);
  });
  it("find back to who made them", () => {
    const [ours = { label: "" }, theirs = { label: "" }] = itemsOf(
      [{ label: "ls", kind: 3, data: { type: 1 } }],
      behind(""),
    );
    expect(theirItem(theirs)).toEqual({ label: "ls", kind: 3, data: { type: 1 } });
    expect(theirItem(ours)).toBeUndefined();
  });
  it("have nothing twice, nothing that is only a mask, and no commands of bash for another shell", () => {
    const labels = (...given: Parameters<typeof itemsOf>) => itemsOf(...given).map(({ label }) => label);
    const theirs = ["HOME", "ls", "ls", "TAG________", "declare", "[[", "export"].map((label) => ({ label }));
    expect(labels(theirs, behind(""))).toEqual(["HOME", "ls", "declare", "[[", "export"]);
    expect(labels(theirs, behind("", "sh"))).toEqual(["HOME", "ls", "export"]);
  });
  it("are to be asked for again while theirs are not there, or too many", () => {
    expect(joinedCompletions(own, "late", behind(""))).toEqual({ isIncomplete: true, items: own });
    const many = Array.from({ length: 2000 }, (_, index) => ({ label: `command-${index}` }));
    expect(joinedCompletions(own, many, behind(""))).toMatchObject({ isIncomplete: true });
    expect(itemsOf(many, behind(""))).toHaveLength(501);
    const ours = { isIncomplete: true, items: own };
    expect(joinedCompletions(ours, [{ label: "ls" }], behind(""))).toMatchObject({ isIncomplete: true });
  });
  it.each([
    [undefined],
    [null],
    [{}],
    [{ items: 1 }],
    ["?"],
    [[null, 1, {}, { label: 1 }]],
    [[{ label: "x", kind: "y" }]],
  ])("are ours where the answer is %j", (answer) => {
    expect(joinedCompletions(own, answer, behind(""))).toBe(own);
  });
});
