/** Keeps up with what the user sets, and with configuration files that change: each client tells in its own way. */

import { mayBeRecipe } from "@deftools/recipe";
import { type Connection, DidChangeConfigurationNotification } from "vscode-languageserver";
import { type Context, errorText } from "./method.ts";
import { WatchedFiles } from "./watched-files.ts";

/** The section of a client's settings that is ours. */
const SECTION = "deftools";

/** From the moment that the client is ready. */
export const followSettings = (
  connection: Connection,
  { client, surroundings, workspace, refresh }: Context,
): void => {
  const asked = async (): Promise<unknown> =>
    client.workspace?.configuration ? connection.workspace.getConfiguration(SECTION) : undefined;
  // nobody waits for a notification, so what goes wrong here is for the log: a client may refuse what it announced
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      connection.console.error(errorText(error));
    }
  };
  const files = new WatchedFiles(connection, client);
  const watch = () => attempt(() => files.watch(workspace.folders, surroundings.settings.configurationFile));
  const take = async (given: unknown): Promise<void> => {
    const before = surroundings.settings;
    await surroundings.set(given);
    const { digestHints, registries } = surroundings.settings;
    if (digestHints !== before.digestHints || registries !== before.registries) refresh.inlayHints();
  };
  connection.onInitialized(async () => {
    // not before: the library would ask to be told, which the answer to `initialize` does already
    if (client.workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(async (event) => {
        // nobody told what changed in a folder before it was one of ours
        await attempt(() => surroundings.refresh());
        workspace.change(event);
        await watch();
      });
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration)
      await attempt(async () => {
        await connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
      });
    await attempt(async () => take(await asked()));
    await watch();
    workspace.startOver();
  });
  connection.onDidChangeConfiguration(async ({ settings }) => {
    await attempt(async () => take((await asked()) ?? ours(settings)));
    await watch();
    workspace.startOver();
  });
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const areRecipes = 0 < changes.length && changes.every(({ uri }) => mayBeRecipe(nameOf(uri)));
    if (!areRecipes) await attempt(() => surroundings.refresh());
    workspace.stir();
  });
};

const nameOf = (uri: string): string => uri.slice(uri.lastIndexOf("/") + 1);

/** Clients send the section alone, or everything with the section inside. */
const ours = (settings: unknown): unknown =>
  typeof settings === "object" && settings !== null && Object.hasOwn(settings, SECTION)
    ? Reflect.get(settings, SECTION)
    : settings;
