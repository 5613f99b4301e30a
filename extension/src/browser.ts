/** VS Code's side in a browser: the language server as a web worker. Nothing is built there. */

/// <reference lib="webworker" />

import { type ExtensionContext, Uri, workspace } from "vscode";
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from "vscode-languageclient/browser";
import { NAME, offerEverywhere, Server } from "./server.ts";

let server: Server | undefined;
let worker: Worker | undefined;

/** Called by VS Code when the first definition file opens. */
export const activate = async (context: ExtensionContext): Promise<void> => {
  const script = Uri.joinPath(context.extensionUri, "dist/server-worker.js");
  const connect = async (): Promise<MessageTransports> => {
    worker?.terminate();
    worker = await workerOf(script);
    // the client would not know VS Code's own kind of Worker for one
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  server = new Server(
    (options) => new LanguageClient("deftools", NAME, connect, options),
    ["deftools.showReferences"],
  );
  offerEverywhere(context, server);
  await server.restart();
};

/** Called by VS Code before it leaves. */
export const deactivate = async (): Promise<void> => {
  await server?.stop();
  worker?.terminate();
};

/** The script is read first, since VS Code starts no worker from an address on a remote machine. */
const workerOf = async (script: Uri): Promise<Worker> => {
  const bytes = await workspace.fs.readFile(script);
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: "text/javascript" }));
  return new Worker(address);
};
