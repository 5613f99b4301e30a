/** VS Code's side on a desktop or a remote machine: starts the language server, and offers what needs programs: builds. */

import { join } from "node:path";
import { commands, type ExtensionContext, workspace } from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";
import { showBuildPlan } from "./build-plan.ts";
import { registerBuildTasks } from "./build-task.ts";
import { NAME, offerEverywhere, Server } from "./server.ts";
import { serverOptions } from "./server-options.ts";

let server: Server | undefined;

/** Called by VS Code when the first definition file opens. */
export const activate = async (context: ExtensionContext): Promise<void> => {
  const make = (options: LanguageClientOptions) => {
    const path = workspace.getConfiguration("deftools").get<string>("server.path", "");
    const bundled = context.asAbsolutePath("dist/server.mjs");
    const codeCache = join(context.globalStorageUri.fsPath, "code");
    // the id is also the prefix of the setting `deftools.trace.server`
    return new LanguageClient("deftools", NAME, serverOptions(path, bundled, codeCache), options);
  };
  server = new Server(make, ["deftools.build", "deftools.test", "deftools.showReferences"]);
  offerEverywhere(context, server);
  context.subscriptions.push(
    registerBuildTasks(),
    commands.registerCommand("deftools.showBuildPlan", showBuildPlan),
    workspace.onDidChangeConfiguration((change) => {
      // in the next turn, since in this one the server is told of the change
      if (change.affectsConfiguration("deftools.server.path")) setTimeout(() => server?.restart());
    }),
  );
  await server.restart();
};

/** Called by VS Code before it leaves. */
export const deactivate = async (): Promise<void> => server?.stop();
