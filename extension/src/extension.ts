/** VS Code's side: starts the language server, restarts it on command or when its setting changes. */

import { commands, type ExtensionContext, workspace } from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";
import { serverOptions } from "./server-options.ts";

let client: LanguageClient | undefined;

/** Called by VS Code when the first definition file opens. */
export const activate = async (context: ExtensionContext): Promise<void> => {
  const restart = async (): Promise<void> => {
    await client?.dispose();
    client = startedClient(context);
    await client.start();
  };
  context.subscriptions.push(
    commands.registerCommand("deftools.restartServer", restart),
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("deftools.server.path")) await restart();
    }),
  );
  await restart();
};

/** Called by VS Code before it leaves. */
export const deactivate = async (): Promise<void> => {
  await client?.dispose();
};

const clientOptions: LanguageClientOptions = {
  documentSelector: [{ language: "singularity-def" }],
};

const startedClient = (context: ExtensionContext): LanguageClient => {
  const path = workspace.getConfiguration("deftools").get<string>("server.path", "");
  // the id is also the prefix of the setting `deftools.trace.server`
  return new LanguageClient(
    "deftools",
    "Singularity/Apptainer Definition",
    serverOptions(path, context.asAbsolutePath("dist/server.cjs")),
    clientOptions,
  );
};
