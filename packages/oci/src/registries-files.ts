/** Which `registries.conf` counts, in the order of containers/image (pkg/sysregistriesv2): named, else the user's, else the system's. */

import { join } from "node:path";
import { failure } from "./failure.ts";
import { parseRegistriesFile, type RegistryRow } from "./registries-file.ts";

export interface RegistriesPorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The text of a file; undefined when there is none. */
  readonly readFile: (path: string) => Promise<string | undefined>;
  /** The names in a folder; none when there is no such folder. */
  readonly readFolder: (path: string) => Promise<readonly string[]>;
  /** Default: `/etc/containers`. */
  readonly systemFolder?: string;
}

/**
 * The rows of all files. Of one prefix the last row counts, whole, so that a drop-in replaces what a file before it says.
 *
 *     named by CONTAINERS_REGISTRIES_CONF ┐
 *     ~/.config/containers                ├─ first that is there, then registries.conf.d of the system and of the user
 *     /etc/containers                     ┘  (with the user's own file, of the user alone)
 *
 * @throws Failure "oci/bad-registries-file"
 */
export const readRegistries = async (ports: RegistriesPorts): Promise<readonly RegistryRow[]> => {
  const { env, home, readFile, readFolder, systemFolder = "/etc/containers" } = ports;
  const userFolder = join(env["XDG_CONFIG_HOME"] || join(home, ".config"), "containers");
  const named = env["CONTAINERS_REGISTRIES_CONF"] || undefined;
  const own = named === undefined ? await readFile(join(userFolder, FILE)) : undefined;
  const path = named ?? join(own === undefined ? systemFolder : userFolder, FILE);
  const text = own ?? (await readFile(path));
  if (text === undefined && named !== undefined)
    throw failure(
      "oci/bad-registries-file",
      `CONTAINERS_REGISTRIES_CONF names ${path}, which does not exist`,
    );

  const rows = new Map<string, RegistryRow>();
  const add = (from: string, content: string): void => {
    for (const row of parseRegistriesFile(content, from)) rows.set(row.prefix, row);
  };
  if (text !== undefined) add(path, text);
  for (const folder of own === undefined ? [systemFolder, userFolder] : [userFolder]) {
    const dropIns = join(folder, `${FILE}.d`);
    const names = (await readFolder(dropIns)).filter((name) => name.endsWith(".conf"));
    for (const name of names.toSorted()) {
      const from = join(dropIns, name);
      const content = await readFile(from);
      if (content !== undefined) add(from, content);
    }
  }
  return [...rows.values()];
};

const FILE = "registries.conf";
