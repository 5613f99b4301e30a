/** Keeps up with what the user sets, and with configuration files that change: each client tells in its own way. */

import { mayBeRecipe } from "@deftools/recipe";
import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
} from "vscode-languageserver";
import { type Context, errorText } from "./method.ts";

/** The section of a client's settings that is ours. */
const SECTION = "deftools";
/** Names of configuration files, and of those that keep recipes out of a search, for `workspace/didChangeWatchedFiles`. */
const CONFIGURATIONS = "**/{.deflint.yaml,.deflint.yml,.deflint.json,.deflint.jsonc,package.json,.gitignore}";

/** Names of recipes, for the same. */
const RECIPES = "**/{Singularity,Singularity.*,Apptainer,Apptainer.*,*.def}";

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
      });
    await attempt(() => register(connection, client));
    await attempt(async () => take(await asked()));
    workspace.startOver();
  });
  connection.onDidChangeConfiguration(async ({ settings }) => {
    await attempt(async () => take((await asked()) ?? ours(settings)));
    workspace.startOver();
  });
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const areRecipes = 0 < changes.length && changes.every(({ uri }) => mayBeRecipe(nameOf(uri)));
    if (!areRecipes) await attempt(() => surroundings.refresh());
    workspace.stir();
  });
};

const nameOf = (uri: string): string => uri.slice(uri.lastIndexOf("/") + 1);

const register = async (connection: Connection, { workspace }: ClientCapabilities): Promise<void> => {
  if (workspace?.didChangeConfiguration?.dynamicRegistration)
    await connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration)
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: CONFIGURATIONS }, { globPattern: RECIPES }],
    });
};

/** Clients send the section alone, or everything with the section inside. */
const ours = (settings: unknown): unknown =>
  typeof settings === "object" && settings !== null && Object.hasOwn(settings, SECTION)
    ? Reflect.get(settings, SECTION)
    : settings;
