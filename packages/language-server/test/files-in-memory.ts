/** The files of a workspace in memory, which a test may change. */

import { setImmediate } from "node:timers/promises";
import { noPowers, type Powers } from "../src/powers.ts";

/** Files by address, all below whatever folder is asked about that their address begins with; what was read, in order. */
export const filesOf = (files: ReadonlyMap<string, string>) => {
  const read: string[] = [];
  const powers: Powers = {
    ...noPowers,
    recipes: {
      in: async (folder) =>
        [...files].flatMap(([uri, text]) => (uri.startsWith(folder) ? [{ uri, stamp: text }] : [])),
      read: async (uri) => {
        // a disk takes a turn as well, in which others are heard
        await setImmediate();
        read.push(uri);
        return files.get(uri);
      },
    },
  };
  return { powers, read };
};
