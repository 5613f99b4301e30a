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
    { previousResultIds },
    token,
  ): Promise<WorkspaceDiagnosticReport | ResponseError<never>> => {
    const stop = signalOf(token);
    const { promise: taken, resolve: take } = Promise.withResolvers<void>();
    stop.addEventListener("abort", () => take(), { once: true });
    const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    for (;;) {
      // what comes up while we look is waited for, too
      const { stirred } = context.workspace;
      const items = await reports(context, previous, stop);
      const isNews = items.some(({ kind }) => kind === DocumentDiagnosticReportKind.Full);
      if (!stop.aborted && (isNews || !tellsOfFiles(context.client))) return { items };
      await Promise.race([stirred, taken]);
      if (stop.aborted) return new ResponseError(LSPErrorCodes.RequestCancelled, "the request was cancelled");
    }
  },
);

const reports = async (
  { client, documents, workspace, surroundings }: Context,
  previous: ReadonlyMap<string, string>,
  signal: AbortSignal,
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
  }
  // what is gone shows nothing any more
  for (const uri of previous.keys())
    if (!told.has(sameFile(uri)))
      items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
  return items;
};
