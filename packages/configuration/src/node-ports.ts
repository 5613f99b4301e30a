/** The files of this machine, and modules of users, by Node. */

import { open } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ConfigurationPorts } from "./ports.ts";

/** The ports of this process, paths meant from `cwd`. */
export const nodeConfigurationPorts = (cwd: string): Required<ConfigurationPorts> => ({
  cwd,
  readFile: async (path, limit) => {
    await using file = await open(resolve(cwd, path));
    const bytes = Buffer.alloc(Math.min((await file.stat()).size, limit) + 1);
    let size = 0;
    for (let more = 1; 0 < more && size < bytes.length; size += more)
      more = (await file.read(bytes, size, bytes.length - size, size)).bytesRead;
    return bytes.subarray(0, size);
  },
  importModule: async (folder, name) => {
    const path = /^\.{0,2}\//.test(name)
      ? resolve(folder, name)
      : createRequire(join(folder, "package.json")).resolve(name);
    return import(pathToFileURL(path).href);
  },
});
