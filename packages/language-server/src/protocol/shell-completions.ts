/** Proposals of the shell's language server joined with our own: ours first, and theirs where they say something else. */

import { bashismsIn, type Dialect, parseScript } from "@deftools/shell";
import {
  type CompletionItem,
  type CompletionItemKind,
  type CompletionList,
  MarkupContent,
  type Position,
} from "vscode-languageserver";

/** Where somebody types. */
export interface TypingPlace {
  readonly position: Position;
  /** The line up to there. */
  readonly before: string;
  readonly dialect: Dialect;
}

/** `theirs` is what came as their answer, `late` when none has come yet; then they are to be asked again with the next letter. */
export const joinedCompletions = (
  own: CompletionItem[] | CompletionList,
  theirs: unknown,
  place: TypingPlace,
): CompletionItem[] | CompletionList => {
  const items = "items" in own ? own.items : own;
  if (theirs === "late") return { isIncomplete: true, items };
  const known = new Set(items.map(({ label }) => label));
  const added: CompletionItem[] = [];
  for (const one of listed(theirs)) {
    const { label } = one;
    if (known.has(label) || isMask(label) || (place.dialect === "sh" && needsBash(label))) continue;
    known.add(label);
    added.push(itemOf(one, place));
  }
  if (added.length === 0) return own;
  const isWhole = Array.isArray(own) && added.length <= MOST_ITEMS;
  const all = [...items, ...added.slice(0, MOST_ITEMS)];
  return isWhole ? all : { isIncomplete: true, items: all };
};

/** More than anybody reads: who types on is asked about anew. */
const MOST_ITEMS = 500;

/** What of an item is used. */
interface TheirItem {
  readonly label: string;
  readonly kind?: CompletionItemKind;
  readonly documentation?: unknown;
  readonly data?: unknown;
}

const listed = (answer: unknown): readonly TheirItem[] => {
  const list: unknown = isRecord(answer) && "items" in answer ? answer.items : answer;
  return Array.isArray(list) ? list.filter(isItem) : [];
};

const isItem = (value: unknown): value is TheirItem =>
  isRecord(value) &&
  "label" in value &&
  typeof value.label === "string" &&
  (!("kind" in value) || typeof value.kind === "number");

const isRecord = (value: unknown): value is object => typeof value === "object" && value !== null;

/** A name that a placeholder is part of. */
const isMask = (label: string): boolean => label.includes("_____");

const needsBash = (label: string): boolean =>
  bashismsIn(parseScript(label, { start: 0, end: label.length })).length > 0;

const itemOf = ({ label, kind, documentation, data }: TheirItem, place: TypingPlace): CompletionItem => ({
  label,
  ...(kind !== undefined && { kind }),
  detail: "bash-language-server",
  ...(MarkupContent.is(documentation) && { documentation }),
  // behind all of ours, in the order of their names
  sortText: `~${label}`,
  filterText: label,
  textEdit: { range: { start: startOf(label, place), end: place.position }, newText: label },
  data: { shell: data } satisfies ShellData,
});

/** As much of the word as is typed: editors differ in what they take for one. */
const startOf = (label: string, { position, before }: TypingPlace): Position => {
  let typed = label.length;
  while (!before.endsWith(label.slice(0, typed))) typed--;
  return { line: position.line, character: position.character - typed };
};

/** How an item finds back to who proposed it. */
interface ShellData {
  readonly shell: unknown;
}

/** Their item, as they know it; absent when it is none of theirs. */
export const theirItem = ({ label, kind, data }: CompletionItem): CompletionItem | undefined =>
  isShellData(data) ? { label, ...(kind && { kind }), data: data.shell } : undefined;

const isShellData = (data: unknown): data is ShellData => isRecord(data) && "shell" in data;
