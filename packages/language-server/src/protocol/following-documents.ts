/** Keeps up with what the client opens, changes and closes, and has told about it what is new. */

import type { Connection } from "vscode-languageserver";
import { LONGEST_TEXT } from "../longest-text.ts";
import { type Context, logged } from "./method.ts";
import type { Publishing } from "./publishing.ts";
import { sameFile } from "./workspace.ts";

/** Who tells it. */
export interface Tellers {
  /** Absent for clients that ask. */
  readonly publishing: Publishing | undefined;
  readonly warn: (message: string) => void;
}

export const followDocuments = (
  connection: Connection,
  { documents, surroundings, shell, tokens, workspace }: Context,
  { publishing, warn }: Tellers,
): void => {
  const opened = (uri: string): void => {
    void surroundings.opened(uri);
    publishing?.plan(uri);
  };
  const passOver = (uri: string): void => {
    publishing?.withdraw(uri);
    const name = sameFile(uri).split("/").at(-1);
    warn(`"${name}" has more than ${LONGEST_TEXT} characters, so nothing is looked for in it`);
  };
  connection.onDidOpenTextDocument((params) =>
    logged(connection, "textDocument/didOpen", () => {
      const { uri } = params.textDocument;
      if (documents.open(params)) opened(uri);
      else passOver(uri);
    }),
  );
  connection.onDidChangeTextDocument((params) =>
    logged(connection, "textDocument/didChange", () => {
      const { uri } = params.textDocument;
      const before = documents.get(uri);
      const changed = documents.change(params);
      if (!changed) {
        if (before) passOver(uri);
      } else if (before) {
        surroundings.typed(uri);
        publishing?.plan(uri);
      } else opened(uri);
    }),
  );
  connection.onDidCloseTextDocument(({ textDocument }) =>
    logged(connection, "textDocument/didClose", () => {
      documents.close({ textDocument });
      surroundings.closed(textDocument.uri);
      void shell.closed(textDocument.uri);
      tokens.forget(textDocument.uri);
      workspace.stir();
      publishing?.withdraw(textDocument.uri);
    }),
  );
};
