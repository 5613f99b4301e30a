/** The running language server, wherever it runs, and what is offered with it everywhere. */

import {
  commands,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient, LanguageClientOptions, StaticFeature } from "vscode-languageclient";
import { abilities } from "./abilities.ts";
import { registerForeignFiles } from "./foreign-files.ts";
import { goingOn } from "./going-on.ts";
import { newRecipe } from "./new-recipe.ts";
import { LANGUAGE } from "./recipes.ts";
import { showReferences } from "./references.ts";
import { registerRulePages } from "./rule-pages.ts";
import { ServerStatus } from "./status.ts";
import { registerViews } from "./views.ts";

/** As users read it. */
export const NAME = "Singularity/Apptainer Definition";

/** One server at a time, started anew when asked to. */
export class Server implements Disposable {
  readonly #make: (options: LanguageClientOptions) => BaseLanguageClient;
  readonly #abilities: StaticFeature;
  /** It outlives servers, so that the last words of one can be read. */
  readonly log: LogOutputChannel = window.createOutputChannel(NAME, { log: true });
  readonly #status = new ServerStatus();
  #client: BaseLanguageClient | undefined;
  #work: Promise<void> = Promise.resolve();

  /** `commands` are those of ours that do something here. */
  constructor(make: (options: LanguageClientOptions) => BaseLanguageClient, commands: readonly string[]) {
    this.#make = make;
    this.#abilities = abilities(commands);
  }

  /** Absent until it was started. */
  get client(): BaseLanguageClient | undefined {
    return this.#client;
  }

  /** One after the other, however often it is asked for. That it did not start is no failure: the user sees it. */
  restart(): Promise<void> {
    this.#work = this.#work.then(async () => {
      await this.#stop();
      const client = this.#make(clientOptions(this.log));
      this.#client = client;
      client.registerFeature(this.#abilities);
      this.#status.follow(client);
      // the client has logged it and shown it by then
      await client.start().catch(() => undefined);
    });
    return this.#work;
  }

  stop(): Promise<void> {
    this.#work = this.#work.then(() => this.#stop());
    return this.#work;
  }

  dispose(): void {
    this.#status.dispose();
    this.log.dispose();
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    // one that never ran, or broke down, cannot be stopped
    if (client?.isRunning()) await client.dispose().catch((error: unknown) => this.log.error(String(error)));
  }
}

/** Which documents the server is told of, and what is shown of its answers. Settings reach it when it asks for their section. */
const clientOptions = (log: LogOutputChannel): LanguageClientOptions => ({
  documentSelector: schemes().map((scheme) => ({ language: LANGUAGE, scheme })),
  outputChannel: log,
  middleware: {
    provideCompletionItem: async (document, position, context, token, next) => {
      const found = await next(document, position, context, token);
      for (const item of Array.isArray(found) ? found : (found?.items ?? [])) goingOn(item);
      return found;
    },
  },
});

/** Where what the user works on is: not what git and others open to compare it with, whose findings would count twice. */
const schemes = (): readonly string[] => [
  ...new Set(["file", "untitled", ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme)]),
];

/** What needs no programs of the machine. */
export const offerEverywhere = (context: ExtensionContext, server: Server): void => {
  context.subscriptions.push(
    server,
    commands.registerCommand("deftools.restartServer", () => server.restart()),
    commands.registerCommand("deftools.showLog", () => server.log.show()),
    commands.registerCommand("deftools.newRecipe", () => newRecipe(context.extensionUri)),
    commands.registerCommand("deftools.showReferences", showReferences(server)),
    registerForeignFiles(),
    registerViews(server),
    registerRulePages(server),
  );
};
