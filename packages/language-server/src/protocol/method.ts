/** One request of the protocol that this server answers: what it announces, and the answer. */

import {
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  type HandlerResult,
  LSPErrorCodes,
  type ProgressToken,
  type RequestType,
  ResponseError,
  type ServerCapabilities,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import type { Powers } from "../powers.ts";
import type { Documents } from "./documents.ts";
import type { Refresh } from "./refresh.ts";
import type { ShellServer } from "./shell-server.ts";
import type { Surroundings } from "./surroundings.ts";
import type { TokenHistory } from "./token-history.ts";
import type { Workspace } from "./workspace.ts";

/** What every answer is made from, beside its parameters. */
export interface Context {
  readonly client: ClientCapabilities;
  readonly documents: Documents;
  readonly surroundings: Surroundings;
  readonly powers: Powers;
  readonly shell: ShellServer;
  readonly tokens: TokenHistory;
  readonly workspace: Workspace;
  readonly refresh: Refresh;
  /** Tells a part of an answer before the rest of it. */
  readonly tellPart: (token: ProgressToken, items: WorkspaceDocumentDiagnosticReport[]) => void;
}

/** A row of the method table. */
export interface Method {
  /** `textDocument/hover`, say. */
  readonly name: string;
  /** What the server tells the client, of the name it gives itself, at `initialize`; nothing when the client cannot use it. */
  readonly announce: (client: ClientCapabilities, name: string | undefined) => ServerCapabilities;
  readonly register: (connection: Connection, context: Context) => void;
}

/** Ties an answer to the request it belongs to. */
export const defineMethod = <Params, Result, ErrorData>(
  type: RequestType<Params, Result, ErrorData>,
  announce: Method["announce"],
  answer: (context: Context, params: Params, token: CancellationToken) => HandlerResult<Result, ErrorData>,
): Method => ({
  name: type.method,
  announce,
  register: (connection, context) => {
    connection.onRequest(type, (params, token) =>
      // answers are worked out in one go, so a request can only be taken back while it waits for its turn
      token.isCancellationRequested
        ? new ResponseError<ErrorData>(LSPErrorCodes.RequestCancelled, "the request was cancelled")
        : logged(connection, type.method, () => answer(context, params, token)),
    );
  },
});

/**
 * Runs a handler; what it throws is written to the client's log with its stack, and goes on to the protocol library,
 * which answers the request with an error and keeps the server running.
 */
export const logged = <Result>(connection: Connection, method: string, run: () => Result): Result => {
  try {
    return run();
  } catch (error) {
    connection.console.error(`${method} failed: ${errorText(error)}`);
    throw error;
  }
};

/** A mistake of ours, with its stack. */
export const errorText = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
