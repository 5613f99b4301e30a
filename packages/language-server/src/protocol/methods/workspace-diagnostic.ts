/**
 * `workspace/diagnostic`: what our rules find in all recipes of the client's folders. Clients ask again as soon as they have an answer,
 * so a request with no news waits for some, where the client tells of files that change.
 */

import {
  type ClientCapabilities,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { toDiagnostics } from "../diagnostic.ts";
import { type Context, defineMethod } from "../method.ts";
import { signalOf } from "../signal-of.ts";
import { sameFile } from "../workspace.ts";

/** Whether a client tells of files that change, once it is asked to. */
export const tellsOfFiles = ({ workspace }: ClientCapabilities): boolean =>
  workspace?.didChangeWatchedFiles?.dynamicRegistration === true;

export const workspaceDiagnosticMethod = defineMethod(
  WorkspaceDiagnosticRequest.type,
  // announced with the diagnostics of one document
  () => ({}),
  async (
    context,
    { previousResultIds, partialResultToken },
    token,
  ): Promise<WorkspaceDiagnosticReport | ResponseError<never>> => {
    const stop = signalOf(token);
    const { promise: taken, resolve: take } = Promise.withResolvers<void>();
    stop.addEventListener("abort", () => take(), { once: true });
    const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    for (;;) {
      // what comes up while we look is waited for, too
      const { stirred } = context.workspace;
      let isParted = false;
      const items = await reports(context, previous, stop, (found) => {
        if (partialResultToken === undefined || found.filter(isFull).length < TOLD_AT_ONCE) return;
        context.tellPart(partialResultToken, found.splice(0));
        isParted = true;
      });
      if (!stop.aborted && isParted && partialResultToken !== undefined) {
        context.tellPart(partialResultToken, items);
        return { items: [] };
      }
      if (!stop.aborted && (items.some(isFull) || !tellsOfFiles(context.client))) return { items };
      await Promise.race([stirred, taken]);
      if (stop.aborted) return new ResponseError(LSPErrorCodes.RequestCancelled, "the request was cancelled");
    }
  },
);

/** Nobody waits for a thousand recipes to see what is wrong with the first; as many are told at once, to clients that take parts. */
const TOLD_AT_ONCE = 20;

const isFull = ({ kind }: WorkspaceDocumentDiagnosticReport): boolean =>
  kind === DocumentDiagnosticReportKind.Full;

/** What is to be told of each; `pause` may take away what was found so far. */
const reports = async (
  { client, documents, workspace, surroundings }: Context,
  previous: ReadonlyMap<string, string>,
  signal: AbortSignal,
  pause: (found: WorkspaceDocumentDiagnosticReport[]) => void,
): Promise<WorkspaceDocumentDiagnosticReport[]> => {
  const items: WorkspaceDocumentDiagnosticReport[] = [];
  const told = new Set<string>();
  const before = new Map([...previous].map(([uri, value]) => [sameFile(uri), value]));
  const tell = (
    uri: string,
    version: number | null,
    resultId: string,
    find: () => ReturnType<typeof toDiagnostics>,
  ) => {
    told.add(sameFile(uri));
    items.push(
      before.get(sameFile(uri)) === resultId
        ? { kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId }
        : { kind: DocumentDiagnosticReportKind.Full, uri, version, resultId, items: find() },
    );
  };
  for (const { uri } of documents.all()) {
    await surroundings.ready(uri);
    const opened = documents.get(uri);
    if (opened) tell(uri, opened.version, String(opened.revision), () => toDiagnostics(opened, client));
  }
  for (const { uri, resultId, look } of await workspace.recipes(signal)) {
    if (signal.aborted) return items;
    if (told.has(sameFile(uri))) continue;
    if (before.get(sameFile(uri)) === resultId) {
      tell(uri, null, resultId, () => []);
      continue;
    }
    const analysis = await look();
    const document = TextDocument.create(uri, "singularity-def", 0, analysis?.text ?? "");
    tell(uri, null, resultId, () => (analysis ? toDiagnostics({ analysis, document }, client) : []));
    pause(items);
  }
  // what is gone shows nothing any more
  for (const uri of previous.keys())
    if (!told.has(sameFile(uri)))
      items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
  return items;
};
