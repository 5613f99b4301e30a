/** A folder of packs. Readers need no lock: a pack appears under its name whole, by a rename, and is never changed. */

import { readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import {
  createOutputFile,
  makeFolder,
  type OutputFile,
  openFileSource,
  removeUnfinished,
} from "@deftools/bytes";
import { Failure, isFailure } from "@deftools/trouble";
import type { Pack } from "./pack.ts";
import { readPackFile } from "./pack-file.ts";
import { createPageSums } from "./page-checks.ts";

/** Where packs are kept: the cache, or a folder that goes away with the build. */
export interface PackFolder {
  /** The pack of a key; undefined when there is none, or it is damaged. */
  find(key: string): Promise<Pack | undefined>;
  /** A file for the pack of a key; commit it when it is proven. @throws Failure "bytes/cannot-write" */
  create(key: string): Promise<PackOutput>;
  /** Opens what a file holds before it is committed. */
  peek(file: OutputFile): ReturnType<typeof openFileSource>;
  /** Removes all packs that were found, since one of them is damaged where only reading it shows; tells how many. */
  forgetFound(): Promise<number>;
}

/** A file for a pack. What is written to it in order, from its start on, is summed up. */
export interface PackOutput extends OutputFile {
  /** Of what was written so far. */
  pageSums(): readonly number[];
}

/** The packs in a folder, which is made when the first one is. */
export const packFolder = (path: string): PackFolder => {
  const found = new Set<string>();
  let swept: Promise<void> | undefined;
  return {
    find: async (key) => {
      const place = join(path, `${key}.pack`);
      const file = await openFileSource(place).catch((error) => {
        if (isFailure(error, "bytes/cannot-read")) return undefined;
        throw error;
      });
      if (file === undefined) return undefined;
      const pack = await readPackFile(file).catch(async (error: unknown) => {
        await file.close();
        throw error;
      });
      if (pack === undefined) {
        await file.close();
        return undefined;
      }
      found.add(place);
      await touch(place);
      return pack;
    },
    create: async (key) => {
      await makeFolder(path, 0o700).catch((error: NodeJS.ErrnoException) => {
        throw new Failure("build/cannot-cache", `cannot make the folder ${path}: ${error.code}`, {
          cause: error,
          hint: wayOut,
        });
      });
      swept ??= sweep(path);
      await swept;
      // a pack knows its checksums, and is made again when the power failed while it was written
      const file = await createOutputFile(join(path, `${key}.pack`), { durable: false }).catch(withWayOut);
      const pages = createPageSums();
      let next = 0;
      return {
        ...file,
        writeAt: (offset, bytes) => {
          if (offset === next) pages.add(bytes);
          if (offset === next) next += bytes.length;
          return file.writeAt(offset, bytes).catch(withWayOut);
        },
        pageSums: pages.sums,
        commit: () => file.commit().catch(withWayOut),
      };
    },
    peek: (file) => openFileSource(file.temporaryPath),
    forgetFound: async () => {
      const places = [...found];
      found.clear();
      for (const place of places) await rm(place, { force: true });
      return places.length;
    },
  };
};

/** Marks a pack as used now, for who removes those not used for longest. A cache that may only be read is used all the same. */
const touch = async (place: string): Promise<void> => {
  const now = new Date();
  await utimes(place, now, now).catch((error: NodeJS.ErrnoException) => {
    if (!untouchable.has(error.code ?? "")) throw error;
  });
};

const untouchable: ReadonlySet<string> = new Set(["EPERM", "EACCES", "EROFS", "ENOENT"]);

/**
 * Whether a process of another machine is alive nobody can tell. A build that is alive writes into its files all the time; what nobody
 * wrote into for so long was left by one that was killed.
 */
const LEFTOVER_AGE_MS = 6 * 60 * 60 * 1000;

/** Removes what killed builds left. Another process may do the same at the same time. */
const sweep = async (path: string): Promise<void> => {
  await removeUnfinished(path);
  const limit = Date.now() - LEFTOVER_AGE_MS;
  for (const name of await readdir(path)) {
    if (!/^\..*\.part$/.test(name)) continue;
    const place = join(path, name);
    const written = (await stat(place).catch(() => undefined))?.mtimeMs ?? limit;
    if (written < limit) await rm(place, { force: true });
  }
};

const wayOut =
  "free some space, or choose another folder: DEFBUILD_CACHEDIR, or --disable-cache with --tmpdir";

/** The user did not choose these paths, so the hint for outputs would mislead. */
const withWayOut = (error: unknown): never => {
  throw isFailure(error, "bytes/cannot-write")
    ? new Failure(error.code, error.message, { cause: error, hint: wayOut })
    : error;
};
