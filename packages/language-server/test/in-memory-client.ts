/** A client of a server in the same process, over streams in memory. */

import { EventEmitter, once } from "node:events";
import { PassThrough } from "node:stream";
import {
  type ClientCapabilities,
  createConnection,
  createMessageConnection,
  DidOpenTextDocumentNotification,
  InitializeRequest,
  LogMessageNotification,
  type MessageConnection,
  type Position,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Powers } from "../src/powers.ts";
import type { Method } from "../src/protocol/method.ts";
import { methods as allMethods } from "../src/protocol/methods.ts";
import { serve } from "../src/protocol/server.ts";

export const uri = "file:///a.def";
export const textDocument = { uri };

/** What a client says that asks for diagnostics. */
export const pulling = {
  textDocument: { diagnostic: {} },
  workspace: { diagnostics: { refreshSupport: true } },
} satisfies ClientCapabilities;

/** A client of a server in this process, after `initialize`. */
export const connect = async (
  capabilities: ClientCapabilities,
  methods: readonly Method[] = allMethods,
  powers?: Powers,
  folders: readonly string[] = [],
) => {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  serve(
    createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)),
    { name: "test", version: "1.2.3" },
    { methods, ...(powers && { powers }) },
  );
  const client: MessageConnection = createMessageConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  const errors: string[] = [];
  const published: unknown[] = [];
  client.onNotification(LogMessageNotification.type, ({ message }) => void errors.push(message));
  const tellings = new EventEmitter();
  client.onNotification(PublishDiagnosticsNotification.type, (params) => {
    published.push(params);
    tellings.emit("one");
  });
  client.listen();
  const hello = await client.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    capabilities,
    workspaceFolders: folders.map((folder) => ({ uri: folder, name: folder })),
  });
  const open = (text: string) =>
    client.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: "singularity-def", version: 1, text },
    });
  /** Until the server has told, unasked, about as many versions. */
  const told = async (times: number): Promise<void> => {
    while (published.length < times) await once(tellings, "one");
  };
  return { client, hello, errors, published, told, open };
};

/** The position of the first `word` in `text`, or of the one behind `after`. */
export const positionOf = (text: string, word: string, after = ""): Position =>
  TextDocument.create(uri, "", 0, text).positionAt(text.indexOf(word, text.indexOf(after) + after.length));
