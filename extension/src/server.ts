/** The running language server, wherever it runs, and what is offered with it everywhere. */

import { commands, type ExtensionContext } from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import { registerForeignFiles } from "./foreign-files.ts";
import { newRecipe } from "./new-recipe.ts";
import { showReferences } from "./references.ts";
import { ServerStatus } from "./status.ts";
import { registerViews } from "./views.ts";

/** One server at a time, started anew when asked to. */
export class Server {
  readonly #make: () => BaseLanguageClient;
  readonly status = new ServerStatus();
  #client: BaseLanguageClient | undefined;

  constructor(make: () => BaseLanguageClient) {
    this.#make = make;
  }

  /** Absent until it was started. */
  get client(): BaseLanguageClient | undefined {
    return this.#client;
  }

  async restart(): Promise<void> {
    await this.stop();
    this.#client = this.#make();
    this.status.follow(this.#client);
    await this.#client.start();
  }

  async stop(): Promise<void> {
    await this.#client?.dispose();
    this.#client = undefined;
  }
}

/** Which documents the server is told of. Settings reach it when it asks for their section. */
export const clientOptions: LanguageClientOptions = {
  documentSelector: [{ language: "singularity-def" }],
};

/** What needs no programs of the machine. */
export const offerEverywhere = (context: ExtensionContext, server: Server): void => {
  context.subscriptions.push(
    server.status,
    commands.registerCommand("deftools.restartServer", () => server.restart()),
    commands.registerCommand("deftools.newRecipe", () => newRecipe(context.extensionUri)),
    commands.registerCommand("deftools.showReferences", showReferences(server)),
    registerForeignFiles(),
    registerViews(server),
  );
};
