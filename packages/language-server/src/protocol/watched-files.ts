/**
 * Which files a client is asked to tell about: recipes and configuration files in its folders, and, of clients that look elsewhere, too,
 * configuration files above the folders, and the one that a setting names.
 */

import {
  type ClientCapabilities,
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
  type FileSystemWatcher,
} from "vscode-languageserver";
import { hostAddress } from "./host-address.ts";

/** Of configurations, and of what keeps recipes out of a search. */
const CONFIGURATIONS = "{.deflint.yaml,.deflint.yml,.deflint.json,.deflint.jsonc,package.json,.gitignore}";
const RECIPES = "{Singularity,Singularity.*,Apptainer,Apptainer.*,*.def}";

/** One per client. */
export class WatchedFiles {
  readonly #connection: Connection;
  readonly #client: ClientCapabilities;
  #asked = "";
  #registration: Disposable | undefined;

  constructor(connection: Connection, client: ClientCapabilities) {
    this.#connection = connection;
    this.#client = client;
  }

  /** Asks for what is to be told, if that is other than before. @throws what the client answers instead */
  async watch(folders: readonly string[], configurationFile: string | undefined): Promise<void> {
    const { dynamicRegistration, relativePatternSupport } =
      this.#client.workspace?.didChangeWatchedFiles ?? {};
    if (!dynamicRegistration) return;
    const watchers: FileSystemWatcher[] = [CONFIGURATIONS, RECIPES].map((names) => ({
      globPattern: `**/${names}`,
    }));
    if (relativePatternSupport) watchers.push(...elsewhere(folders, configurationFile));
    const asked = JSON.stringify(watchers);
    if (asked === this.#asked) return;
    this.#asked = asked;
    const before = this.#registration;
    const { client } = this.#connection;
    this.#registration = await client.register(DidChangeWatchedFilesNotification.type, { watchers });
    before?.dispose();
  }
}

const elsewhere = (
  folders: readonly string[],
  configurationFile: string | undefined,
): readonly FileSystemWatcher[] => {
  const above = new Set(folders.flatMap(foldersAbove));
  const watchers = [...above].map((baseUri) => ({ globPattern: { baseUri, pattern: CONFIGURATIONS } }));
  const file = configurationFile === undefined ? undefined : hostAddress(configurationFile, "file:///");
  if (file === undefined) return watchers;
  const name = decodeURIComponent(file.slice(file.lastIndexOf("/") + 1));
  // letters that mean something in a pattern stand for any one
  const pattern = name.replace(/[*?[\]{}!]/g, "?");
  return [...watchers, { globPattern: { baseUri: new URL(".", file).href, pattern } }];
};

/** The nearest first. */
const foldersAbove = (folder: string): readonly string[] => {
  const found: string[] = [];
  if (!folder.startsWith("file:") || !URL.canParse(folder)) return found;
  for (let at = new URL(folder.replace(/\/*$/, "/")); found.length < MOST_ABOVE; ) {
    const parent = new URL("..", at);
    if (parent.href === at.href) break;
    found.push(parent.href);
    at = parent;
  }
  return found;
};

/** A project has no more folders around it. */
const MOST_ABOVE = 8;
