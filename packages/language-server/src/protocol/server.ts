/** Wires a connection to the session: what the client sends, and what it gets back. Knows no process and no streams. */

import {
  type Connection,
  PositionEncodingKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { Session } from "../session.ts";
import { Documents } from "./documents.ts";
import { type Context, logged, type Method } from "./method.ts";
import { asksForDiagnostics } from "./methods/diagnostic.ts";
import { methods as allMethods } from "./methods.ts";
import { Publishing } from "./publishing.ts";
import { TokenHistory } from "./token-history.ts";

/** What the server calls itself. */
export interface ServerName {
  readonly name: string;
  readonly version: string;
}

/** Serves one client until it leaves. Other methods than the table's are for tests. */
export const serve = (
  connection: Connection,
  serverInfo: ServerName,
  methods: readonly Method[] = allMethods,
): void => {
  connection.onInitialize(({ capabilities: client }) => {
    const context: Context = { client, documents: new Documents(new Session()), tokens: new TokenHistory() };
    followDocuments(connection, context);
    const capabilities = basics();
    for (const method of methods) {
      method.register(connection, context);
      Object.assign(capabilities, method.announce(client));
    }
    return { serverInfo, capabilities };
  });
  connection.listen();
};

/** Offsets are UTF-16 code units everywhere in this project, which every client must offer. */
const basics = (): ServerCapabilities => ({
  positionEncoding: PositionEncodingKind.UTF16,
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  // documents know their places by themselves, so folders may come and go
  workspace: { workspaceFolders: { supported: true } },
});

const followDocuments = (connection: Connection, { client, documents, tokens }: Context): void => {
  const publishing = asksForDiagnostics(client) ? undefined : new Publishing(connection, documents);
  connection.onDidOpenTextDocument((params) =>
    logged(connection, "textDocument/didOpen", () => {
      const opened = documents.open(params);
      publishing?.plan(opened.uri);
    }),
  );
  connection.onDidChangeTextDocument((params) =>
    logged(connection, "textDocument/didChange", () => {
      const changed = documents.change(params);
      if (changed) publishing?.plan(changed.uri);
    }),
  );
  connection.onDidCloseTextDocument(({ textDocument }) =>
    logged(connection, "textDocument/didClose", () => {
      documents.close({ textDocument });
      tokens.forget(textDocument.uri);
      publishing?.withdraw(textDocument.uri);
    }),
  );
};
