/** A folder of packs. Readers need no lock: a pack appears under its name whole, by a rename, and is never changed. */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createOutputFile, type OutputFile, openFileSource } from "@deftools/bytes";
import { Failure, isFailure } from "@deftools/trouble";
import type { Pack } from "./pack.ts";
import { readPackFile } from "./pack-file.ts";

/** Where packs are kept: the cache, or a folder that goes away with the build. */
export interface PackFolder {
  /** The pack of a key; undefined when there is none, or it is damaged. */
  find(key: string): Promise<Pack | undefined>;
  /** A file for the pack of a key; commit it when it is proven. @throws Failure "bytes/cannot-write" */
  create(key: string): Promise<OutputFile>;
  /** Opens what a file holds before it is committed. */
  peek(file: OutputFile): ReturnType<typeof openFileSource>;
}

/** The packs in a folder, which is made when the first one is. */
export const packFolder = (path: string): PackFolder => ({
  find: async (key) => {
    const file = await openFileSource(join(path, `${key}.pack`)).catch((error) => {
      if (isFailure(error, "bytes/cannot-read")) return undefined;
      throw error;
    });
    if (file === undefined) return undefined;
    const pack = await readPackFile(file);
    if (pack === undefined) await file.close();
    return pack;
  },
  create: async (key) => {
    await mkdir(path, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      throw new Failure("build/cannot-cache", `cannot make the folder ${path}: ${error.code}`, {
        cause: error,
        hint: wayOut,
      });
    });
    const file = await createOutputFile(join(path, `${key}.pack`)).catch(withWayOut);
    return {
      ...file,
      writeAt: (offset, bytes) => file.writeAt(offset, bytes).catch(withWayOut),
      commit: () => file.commit().catch(withWayOut),
    };
  },
  peek: (file) => openFileSource(file.temporaryPath),
});

const wayOut =
  "free some space, or choose another folder: DEFBUILD_CACHEDIR, or --disable-cache with --tmpdir";

/** The user did not choose these paths, so the hint for outputs would mislead. */
const withWayOut = (error: unknown): never => {
  throw isFailure(error, "bytes/cannot-write")
    ? new Failure(error.code, error.message, { cause: error, hint: wayOut })
    : error;
};
