/** What the shell's language server says about places in scripts where we have nothing to say ourselves. */

import {
  type CancellationToken,
  type CompletionItem,
  type CompletionList,
  type CompletionParams,
  CompletionRequest,
  CompletionResolveRequest,
  CompletionTriggerKind,
  DefinitionRequest,
  type Hover,
  HoverRequest,
  Location,
  MarkupContent,
  type Position,
} from "vscode-languageserver";
import { shellDocumentAt } from "../features/shell-document.ts";
import type { OpenDocument } from "./documents.ts";
import type { Context } from "./method.ts";
import { joinedCompletions, theirItem } from "./shell-completions.ts";
import { addressOf } from "./shell-server.ts";

/** Our own proposals and theirs. */
export const withShellCompletions = async (
  { shell }: Context,
  { uri, analysis, document }: OpenDocument,
  { position, context }: CompletionParams,
  own: CompletionItem[] | CompletionList,
  token: CancellationToken,
): Promise<CompletionItem[] | CompletionList> => {
  const offset = document.offsetAt(position);
  const script = isTheirs(context) ? shellDocumentAt(analysis.recipe, offset) : undefined;
  if (!script) return own;
  const { text, dialect } = script;
  const question = { method: CompletionRequest.method, params: { position }, script: { uri, text } };
  const hasOwn = 0 < (Array.isArray(own) ? own : own.items).length;
  const answer = await shell.ask(question, token, hasOwn ? TYPING_MS : undefined);
  const before = document.getText({ start: { line: position.line, character: 0 }, end: position });
  return joinedCompletions(own, answer, { position, before, dialect });
};

/** Who types waits no longer where there are proposals of our own; where there are none, an empty list helps nobody. */
const TYPING_MS = 400;

/** Not behind a blank or a slash, where their list would be that of all commands there are. */
const isTheirs = (context: CompletionParams["context"]): boolean =>
  context?.triggerKind !== CompletionTriggerKind.TriggerCharacter ||
  THEIR_TRIGGERS.has(context.triggerCharacter ?? "");
const THEIR_TRIGGERS: ReadonlySet<string> = new Set(["$", "{", "-"]);

/** The manual of one of their proposals; absent when it is none of theirs, or has none. */
export const shellDocumentation = async (
  { shell }: Context,
  item: CompletionItem,
  token: CancellationToken,
): Promise<MarkupContent | undefined> => {
  const theirs = theirItem(item);
  const answer =
    theirs && (await shell.ask({ method: CompletionResolveRequest.method, params: theirs }, token));
  return isRecord(answer) && "documentation" in answer ? shortened(answer.documentation) : undefined;
};

/** What they say about a word. */
export const shellHover = async (
  context: Context,
  opened: OpenDocument,
  position: Position,
  token: CancellationToken,
): Promise<Hover | undefined> => {
  const answer = await askAt(context, opened, position, HoverRequest.method, token);
  const contents = isRecord(answer) && "contents" in answer ? shortened(answer.contents) : undefined;
  return contents && { contents };
};

/** Where they know a name to be defined: in a file that the script reads, mostly. */
export const shellDefinitions = async (
  context: Context,
  opened: OpenDocument,
  position: Position,
  token: CancellationToken,
): Promise<Location[]> => {
  const answer = await askAt(context, opened, position, DefinitionRequest.method, token);
  const places: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  return places
    .filter((place) => Location.is(place))
    .map(({ uri, range }) => ({ uri: uri === addressOf(opened.uri) ? opened.uri : uri, range }));
};

const askAt = async (
  { shell }: Context,
  { uri, analysis, document }: OpenDocument,
  position: Position,
  method: string,
  token: CancellationToken,
): Promise<unknown> => {
  const script = shellDocumentAt(analysis.recipe, document.offsetAt(position));
  return script && shell.ask({ method, params: { position }, script: { uri, text: script.text } }, token);
};

const isRecord = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The beginning of a text that may be the whole manual of bash. */
const shortened = (content: unknown): MarkupContent | undefined => {
  if (!MarkupContent.is(content)) return undefined;
  const { kind, value } = content;
  if (value.length <= MOST_CHARACTERS) return { kind, value };
  const end = value.lastIndexOf("\n", MOST_CHARACTERS);
  return { kind, value: `${value.slice(0, end)}\n…${value.startsWith("```") ? "\n```" : ""}` };
};

/** Some ten screens. */
const MOST_CHARACTERS = 20_000;
