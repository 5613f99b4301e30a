/** A language client that does as little as possible: one server process, and how long it takes to answer. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import {
  createMessageConnection,
  type MessageConnection,
  type Position,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

/** How long a server may take until it counts as silent. */
const PATIENCE_MS = 5_000;

/** One server process. */
export class LspClient implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #connection: MessageConnection;
  #told: () => void = () => {};

  constructor([program = "", ...args]: readonly string[]) {
    this.#process = spawn(program, args, { stdio: ["pipe", "pipe", "ignore"] });
    const { stdin, stdout } = this.#process;
    if (!stdin || !stdout) throw new Error(`${program} has no pipes`);
    this.#connection = createMessageConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.#connection.onNotification("textDocument/publishDiagnostics", () => this.#told());
    // servers may ask for settings; there are none
    this.#connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) =>
      items.map(() => null),
    );
    this.#connection.onRequest("client/registerCapability", () => null);
    this.#connection.listen();
  }

  async initialize(initializationOptions: object = {}): Promise<void> {
    const documentation = { contentFormat: ["markdown"] };
    await this.#connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities: { textDocument: { hover: documentation, publishDiagnostics: { versionSupport: true } } },
      initializationOptions,
    });
    await this.#connection.sendNotification("initialized", {});
  }

  open(uri: string, languageId: string, text: string): Promise<void> {
    const textDocument = { uri, languageId, version: 1, text };
    return this.#connection.sendNotification("textDocument/didOpen", { textDocument });
  }

  change(uri: string, version: number, range: Range, text: string): Promise<void> {
    return this.#connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
  }

  ask(method: string, uri: string, position: Position): Promise<unknown> {
    const answer = this.#connection.sendRequest(method, { textDocument: { uri }, position });
    return Promise.race([answer, delay(PATIENCE_MS, undefined, { ref: false })]);
  }

  /** Does something and waits for findings to be told; false when that takes too long. */
  async settled(work: () => Promise<void>): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#told = () => resolve(true);
    const patience = setTimeout(() => resolve(false), PATIENCE_MS);
    await work();
    const told = await promise;
    clearTimeout(patience);
    return told;
  }

  /** Bytes in memory, where the system says so. */
  memory(): number | undefined {
    try {
      const status = readFileSync(`/proc/${this.#process.pid}/status`, "utf8");
      const kibibytes = /^VmRSS:\s+(\d+)/m.exec(status)?.[1];
      return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
    } catch {
      return undefined;
    }
  }

  async leave(): Promise<void> {
    await Promise.race([
      this.#connection.sendRequest("shutdown"),
      delay(PATIENCE_MS, undefined, { ref: false }),
    ]);
    await this.#connection.sendNotification("exit");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = this.#process.exitCode === null ? once(this.#process, "exit") : undefined;
    this.#connection.dispose();
    if (ended) {
      this.#process.kill();
      await ended;
    }
  }
}
