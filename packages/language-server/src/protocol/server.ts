/** Wires a connection to the session: what the client sends, and what it gets back. Knows no process and no streams. */

import {
  type Connection,
  ErrorCodes,
  MessageType,
  PositionEncodingKind,
  ResponseError,
  type ServerCapabilities,
  ShowMessageNotification,
  TextDocumentSyncKind,
  WorkspaceDiagnosticRequest,
} from "vscode-languageserver";
import { analyze } from "../analysis.ts";
import { noPowers, type Powers } from "../powers.ts";
import { Session } from "../session.ts";
import { asksForStatus } from "./abilities.ts";
import { Documents } from "./documents.ts";
import { FileChecks } from "./file-checks.ts";
import { followDocuments } from "./following-documents.ts";
import { followSettings } from "./following-settings.ts";
import { type Context, errorText, type Method } from "./method.ts";
import { asksForDiagnostics } from "./methods/diagnostic.ts";
import { methods as allMethods } from "./methods.ts";
import { refuseOutOfTurn } from "./out-of-turn.ts";
import { Publishing } from "./publishing.ts";
import { refreshing } from "./refresh.ts";
import { ShellServer } from "./shell-server.ts";
import { type Listener, Surroundings } from "./surroundings.ts";
import { TokenHistory } from "./token-history.ts";
import { Workspace } from "./workspace.ts";

/** What the server calls itself. */
export interface ServerName {
  readonly name: string;
  readonly version: string;
}

/** What else a server can be given. */
export interface ServeOptions {
  readonly powers?: Powers;
  /** Other methods than the table's are for tests. */
  readonly methods?: readonly Method[];
}

/** Serves one client until it leaves. */
export const serve = (
  connection: Connection,
  serverInfo: ServerName,
  { powers = noPowers, methods = allMethods }: ServeOptions = {},
): void => {
  const turn = refuseOutOfTurn(
    connection,
    methods.map(({ name }) => name),
  );
  connection.onInitialize((params) => {
    if (!turn.begins())
      return new ResponseError(ErrorCodes.InvalidRequest, "the server is initialized already");
    const { capabilities: client, clientInfo, initializationOptions, workspaceFolders, rootUri } = params;
    const session = new Session();
    const documents = new Documents(session);
    const refresh = refreshing(connection, client);
    const listener: Listener = {
      changed: (uri) => {
        if (publishing) publishing.plan(uri);
        else refresh.diagnostics();
      },
      warn: (message) =>
        void connection.sendNotification(ShowMessageNotification.type, {
          type: MessageType.Warning,
          message,
        }),
      broke: (error) => connection.console.error(errorText(error)),
      settled: (status) => {
        if (asksForStatus(client)) void connection.sendNotification("deftools/status", status);
      },
    };
    const surroundings = new Surroundings(powers, session, listener, initializationOptions);
    const folders = workspaceFolders ?? (typeof rootUri === "string" ? [{ uri: rootUri, name: "" }] : []);
    const checks = new FileChecks({
      read: powers.recipes.read,
      shellCheck: () => surroundings.quietShellCheck(),
      news: () => workspace.stir(),
      broke: (error) => surroundings.warn(error),
    });
    const workspace = new Workspace(powers.recipes, (uri) => surroundings.judging(uri), checks, folders);
    const shell = new ShellServer(
      () => surroundings.shellServer,
      (message) => connection.console.warn(message),
    );
    connection.onShutdown(() => {
      turn.ends();
      return shell.stop();
    });
    const context: Context = {
      client,
      documents,
      surroundings,
      powers,
      shell,
      tokens: new TokenHistory(),
      workspace,
      refresh,
      tellPart: (token, items) =>
        void connection.sendProgress(WorkspaceDiagnosticRequest.partialResult, token, { items }),
    };
    const publishing = asksForDiagnostics(client) ? undefined : new Publishing(connection, context);
    followDocuments(connection, context, { publishing, warn: listener.warn });
    followSettings(connection, context);
    const capabilities = basics();
    for (const method of methods) {
      method.register(connection, context);
      Object.assign(capabilities, method.announce(client, clientInfo?.name));
    }
    setTimeout(warmUp);
    return { serverInfo, capabilities };
  });
  connection.listen();
};

/** What the first text would wait for is made while the client reads the answer. */
const warmUp = (): number => analyze("Bootstrap: docker\nFrom: a:1\n%post\n  true\n").findings.length;

/** Offsets are UTF-16 code units everywhere in this project, which every client must offer. */
const basics = (): ServerCapabilities => ({
  positionEncoding: PositionEncodingKind.UTF16,
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
});
