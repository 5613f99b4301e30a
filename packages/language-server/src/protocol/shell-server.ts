/**
 * The client of `bash-language-server`: starts it when there is something to ask, shows it the script in question, and waits for no
 * answer longer than a user would. That it is absent, refuses or dies is never told as trouble of ours.
 */

import {
  type CancellationToken,
  CancellationTokenSource,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
} from "vscode-languageserver";
import type { ShellServerProcess, ShellServerProgram } from "../shell-server-program.ts";
import { soon } from "./soon.ts";

/** A script of a recipe as it is shown. */
export interface ShownScript {
  /** Of the recipe. */
  readonly uri: string;
  readonly text: string;
}

/** A request of the protocol. */
export interface ShellQuestion {
  readonly method: string;
  readonly params: object;
  /** What it is about: it is shown first, and its address goes with the parameters. */
  readonly script?: ShownScript;
}

interface Running {
  readonly process: ShellServerProcess;
  readonly connection: ProtocolConnection;
  readonly ready: Promise<void>;
  /** By address. */
  readonly shown: Map<string, { readonly version: number; readonly text: string }>;
}

/** One per client. */
export class ShellServer {
  readonly #wanted: () => Promise<ShellServerProgram | undefined>;
  readonly #tell: (message: string) => void;
  #path: string | undefined;
  #starts = 0;
  #running: Running | undefined;

  /** `wanted` is the program of the moment. */
  constructor(wanted: () => Promise<ShellServerProgram | undefined>, tell: (message: string) => void) {
    this.#wanted = wanted;
    this.#tell = tell;
  }

  /** Its answer, unchecked; `late` when none came within `patienceMs`, but may the next time; absent where there is nobody to ask. */
  async ask(question: ShellQuestion, token: CancellationToken, patienceMs?: number): Promise<unknown> {
    const patience = new CancellationTokenSource();
    const answered = this.#answer(question, patience.token).then((answer) => ({ answer }));
    const inTime = await soon(answered, token, patienceMs);
    if (!inTime) patience.cancel();
    return inTime ? inTime.answer : "late";
  }

  /** Forgets the scripts of a recipe. */
  async closed(uri: string): Promise<void> {
    const address = addressOf(uri);
    const { connection, shown } = this.#running ?? {};
    if (!connection || !shown?.delete(address)) return;
    await orNothing(
      connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: address } }),
    );
  }

  stop(): void {
    this.#running?.process.stop();
    this.#running = undefined;
  }

  async #answer(question: ShellQuestion, token: CancellationToken): Promise<unknown> {
    const program = await this.#wanted();
    if (token.isCancellationRequested) return "late";
    const running = this.#reach(program);
    if (!running) return undefined;
    const answer = await orNothing(running.ready.then(() => put(running, question, token)));
    return answer === undefined ? "late" : answer;
  }

  #reach(program: ShellServerProgram | undefined): Running | undefined {
    if (this.#path !== program?.path) {
      this.stop();
      this.#path = program?.path;
      this.#starts = 0;
    }
    if (this.#running || !program || MOST_STARTS <= this.#starts) return this.#running;
    this.#starts++;
    const running = connect(program.start());
    this.#running = running;
    void running.process.ended.then(() => {
      running.connection.dispose();
      if (this.#running !== running) return;
      this.#running = undefined;
      if (this.#starts === MOST_STARTS)
        this.#tell(`${program.path} has ended ${MOST_STARTS} times and is not started again`);
    });
    return running;
  }
}

/** Of one that ends again and again; its answers are not worth more. */
const MOST_STARTS = 4;
/** It looks at every program on PATH before it answers, which takes a moment on a slow disk. */
const START_MS = 20_000;

const connect = (process: ShellServerProcess): Running => {
  const connection = createProtocolConnection(process.reader, process.writer);
  connection.listen();
  const initialize = async (): Promise<void> => {
    const patience = setTimeout(process.stop, START_MS);
    try {
      await connection.sendRequest(InitializeRequest.type, {
        processId: process.client,
        rootUri: null,
        // no snippets: its are written for bash, and most scripts of recipes are for sh
        capabilities: {},
        initializationOptions: process.options,
      });
      await connection.sendNotification(InitializedNotification.type, {});
    } catch (error) {
      process.stop();
      throw error;
    } finally {
      clearTimeout(patience);
    }
  };
  return { process, connection, ready: initialize(), shown: new Map() };
};

const put = async (
  running: Running,
  { method, params, script }: ShellQuestion,
  token: CancellationToken,
): Promise<unknown> => {
  if (script) await show(running, script);
  const about = script && { textDocument: { uri: addressOf(script.uri) } };
  return running.connection.sendRequest<unknown>(method, { ...params, ...about }, token);
};

/** Of all scripts of a recipe the one that is asked about: they are asked about one after the other. */
const show = async ({ connection, shown }: Running, { uri, text }: ShownScript): Promise<void> => {
  const address = addressOf(uri);
  const before = shown.get(address);
  if (before?.text === text) return;
  const version = (before?.version ?? 0) + 1;
  shown.set(address, { version, text });
  const textDocument = { uri: address, version };
  await (before
    ? connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument,
        contentChanges: [{ text }],
      })
    : connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { ...textDocument, languageId: "shellscript", text },
      }));
};

/** Beside the recipe, so that paths in comments for ShellCheck lead where they should. */
export const addressOf = (uri: string): string => `${uri}#script`;

/** What it refuses, says in a way that is no protocol, or leaves unsaid since it is gone, is no trouble of ours. */
const orNothing = async <Value>(asked: Promise<Value>): Promise<Value | undefined> => {
  try {
    return await asked;
  } catch {
    return undefined;
  }
};
