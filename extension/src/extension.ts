/** VS Code's side on a desktop or a remote machine: starts the language server, and offers what needs programs: builds. */

import { join } from "node:path";
import { commands, type ExtensionContext, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";
import { showBuildPlan } from "./build-plan.ts";
import { registerBuildTasks } from "./build-task.ts";
import { clientOptions, offerEverywhere, Server } from "./server.ts";
import { serverOptions } from "./server-options.ts";

let server: Server | undefined;

/** Called by VS Code when the first definition file opens. */
export const activate = async (context: ExtensionContext): Promise<void> => {
  const started = () => {
    const path = workspace.getConfiguration("deftools").get<string>("server.path", "");
    // the id is also the prefix of the setting `deftools.trace.server`
    return new LanguageClient(
      "deftools",
      "Singularity/Apptainer Definition",
      serverOptions(
        path,
        context.asAbsolutePath("dist/server.mjs"),
        join(context.globalStorageUri.fsPath, "code"),
      ),
      clientOptions,
    );
  };
  server = new Server(started);
  offerEverywhere(context, server);
  registerBuildTasks(context);
  context.subscriptions.push(
    commands.registerCommand("deftools.showBuildPlan", showBuildPlan),
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("deftools.server.path")) await server?.restart();
    }),
  );
  await server.restart();
};

/** Called by VS Code before it leaves. */
export const deactivate = async (): Promise<void> => server?.stop();
