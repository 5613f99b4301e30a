/** The parts of an image in a tar archive: read in place, or from a temporary file when the archive is compressed as a whole. */

import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { openFileSource } from "@deftools/bytes";
import { isFailure } from "@deftools/trouble";
import { failure } from "../failure.ts";
import { type Compression, compressionOf, magicLength } from "./compression-magic.ts";
import { type Parts, readRange } from "./parts.ts";
import { stage, type TemporaryFile } from "./staging.ts";
import { indexTar } from "./tar-index.ts";

export interface ArchiveOptions {
  /** Where a compressed archive is unpacked to. */
  readonly temporaryFile: TemporaryFile;
  readonly signal?: AbortSignal;
}

/**
 * Opens an archive: its headers are read, its contents wait. The file must stay while parts are opened.
 * @throws Failure "oci/bad-archive", "oci/cannot-stage", "bytes/cannot-read"
 */
export const archiveParts = async (place: string, options: ArchiveOptions): Promise<Parts> => {
  const path = await plainTar(place, options);
  const source = await openFileSource(path);
  try {
    const index = await indexTar(source, place);
    return {
      place,
      find: async (name) => {
        const range = index.find(name);
        return range && { size: range.size, open: (signal) => readRange(path, range, signal) };
      },
    };
  } finally {
    await source.close();
  }
};

/** A path where the archive can be read at any place. */
const plainTar = async (path: string, { temporaryFile, signal }: ArchiveOptions): Promise<string> => {
  const file = await openFileSource(path);
  const { size } = file;
  const first = await file.read(0, Math.min(size, magicLength)).finally(() => file.close());
  const compression = compressionOf(first);
  if (compression === undefined) return path;
  if (compression !== "gzip")
    throw failure("oci/bad-archive", `archive ${path} is compressed with ${compression}`, {
      hint: `unpack it first with "${unpackers[compression]} ${path}"`,
    });
  try {
    return await pipeline(readRange(path, { offset: 0, size }, signal), createGunzip(), (tar) =>
      stage(tar, temporaryFile, `the unpacked ${path}`),
    );
  } catch (error) {
    if (isFailure(error) || signal?.aborted) throw error;
    throw failure("oci/bad-archive", `the gzip data of archive ${path} is damaged`, {
      hint: "copy or save it anew",
      cause: error,
    });
  }
};

const unpackers: Readonly<Record<Exclude<Compression, "gzip">, string>> = {
  zstd: "unzstd",
  bzip2: "bunzip2 --keep",
  xz: "unxz --keep",
};
