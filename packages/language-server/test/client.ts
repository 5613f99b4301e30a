/** A language client for tests: starts the server as a real process and keeps what it publishes. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import {
  type ClientCapabilities,
  createMessageConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type MessageConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

export const main = resolve(import.meta.dirname, "../src/main.ts");

/** What an editor of today declares. */
export const modernClient: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true } },
  textDocument: {
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
    hover: { contentFormat: ["markdown", "plaintext"] },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
    publishDiagnostics: { versionSupport: true },
  },
};

/** One server process and the conversation with it. */
export class Client implements AsyncDisposable {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  /** Error messages that the server wrote to the client's log. */
  readonly errors: string[] = [];
  /** What it wrote to stderr: nothing, when all is well. */
  stderr = "";
  readonly #published = new Map<string, PublishDiagnosticsParams>();
  readonly #waiting = new Set<() => void>();
  readonly #ended: Promise<unknown[]>;

  constructor(command: readonly string[] = [process.execPath, main, "--stdio"]) {
    const [program = "", ...args] = command;
    this.process = spawn(program, args, { stdio: "pipe" });
    this.#ended = once(this.process, "exit");
    const { stdin, stdout, stderr } = this.process;
    stderr?.on("data", (text) => {
      this.stderr += text;
    });
    if (!stdin || !stdout) throw new Error("the server has no pipes");
    this.connection = createMessageConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.#published.set(params.uri, params);
      for (const look of this.#waiting) look();
    });
    this.connection.onNotification(LogMessageNotification.type, ({ type, message }) => {
      if (type === 1) this.errors.push(message);
    });
    this.connection.listen();
  }

  /** Without ShellCheck, other servers and registries, unless the settings say so: what this machine has must not matter. */
  async initialize(
    capabilities: ClientCapabilities = modernClient,
    initializationOptions: object = {
      shellcheck: { enabled: false },
      bashLanguageServer: { enabled: false },
      registries: { enabled: false },
    },
  ): Promise<InitializeResult> {
    const result = await this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities,
      initializationOptions,
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
    return result;
  }

  async open(uri: string, text: string, version = 1): Promise<void> {
    const textDocument = { uri, languageId: "singularity-def", version, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  async change(uri: string, version: number, range: Range, text: string): Promise<void> {
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
  }

  /** What the server published for this version, be it already or yet to come. */
  async published(uri: string, version: number): Promise<PublishDiagnosticsParams> {
    for (;;) {
      const known = this.#published.get(uri);
      if (known?.version === version) return known;
      const { promise, resolve: look } = Promise.withResolvers<void>();
      this.#waiting.add(look);
      await promise;
      this.#waiting.delete(look);
    }
  }

  /** Leaves as the protocol asks; returns the exit code. */
  async leave(): Promise<unknown> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    return this.exitCode();
  }

  async exitCode(): Promise<unknown> {
    return (await this.#ended)[0];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.connection.dispose();
    if (this.process.exitCode === null) this.process.kill();
    await this.#ended;
  }
}
