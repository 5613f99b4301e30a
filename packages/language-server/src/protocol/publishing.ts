/**
 * Telling a client unasked what was found, once it leaves a moment's time: while changes come in faster than rules run, requests are
 * answered and only the last version is looked at.
 */

import type { ClientCapabilities, Connection } from "vscode-languageserver";
import { toDiagnostics } from "./diagnostic.ts";
import type { Documents } from "./documents.ts";
import { type Context, errorText } from "./method.ts";
import { nextTurn } from "./next-turn.ts";
import type { Surroundings } from "./surroundings.ts";

/** What is still to be told, document by document. */
export class Publishing {
  readonly #connection: Connection;
  readonly #documents: Documents;
  readonly #surroundings: Surroundings;
  readonly #client: ClientCapabilities;
  /** How each is called off. */
  readonly #waiting = new Map<string, () => void>();

  constructor(connection: Connection, { client, documents, surroundings }: Context) {
    this.#connection = connection;
    this.#documents = documents;
    this.#surroundings = surroundings;
    this.#client = client;
  }

  /** Tells about a document soon. */
  plan(uri: string): void {
    this.#waiting.get(uri)?.();
    this.#waiting.set(
      uri,
      nextTurn(async () => {
        this.#waiting.delete(uri);
        await this.#surroundings.ready(uri);
        // what came meanwhile is told by a plan of its own
        if (!this.#waiting.has(uri)) this.#publish(uri);
      }),
    );
  }

  /** Takes back what was told about a document, and what was to be. */
  withdraw(uri: string): void {
    this.#waiting.get(uri)?.();
    this.#waiting.delete(uri);
    void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  #publish(uri: string): void {
    const opened = this.#documents.get(uri);
    if (!opened) return;
    try {
      const diagnostics = toDiagnostics(opened, this.#client);
      void this.#connection.sendDiagnostics({ uri, version: opened.version, diagnostics });
    } catch (error) {
      // nobody asked, so nobody can be answered: the log has it, and the server goes on
      this.#connection.console.error(`textDocument/publishDiagnostics failed: ${errorText(error)}`);
    }
  }
}
