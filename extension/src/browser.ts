/** VS Code's side in a browser: the language server as a web worker. Nothing is built there. */

/// <reference lib="webworker" />

import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { clientOptions, offerEverywhere, Server } from "./server.ts";

let server: Server | undefined;

/** Called by VS Code when the first definition file opens. */
export const activate = async (context: ExtensionContext): Promise<void> => {
  const script = Uri.joinPath(context.extensionUri, "dist/server-worker.js").toString(true);
  server = new Server(
    () =>
      new LanguageClient(
        "deftools",
        "Singularity/Apptainer Definition",
        async () => new Worker(script),
        clientOptions,
      ),
  );
  offerEverywhere(context, server);
  await server.restart();
};

/** Called by VS Code before it leaves. */
export const deactivate = async (): Promise<void> => server?.stop();
