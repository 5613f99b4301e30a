/** The parts of an image in a folder of this machine. Links are followed: they are the owner's, and digests hold what lies behind them to account. */

import { stat } from "node:fs/promises";
import { join } from "node:path";
import { failure } from "../failure.ts";
import { type Parts, readRange } from "./parts.ts";

/** The files below a folder. Names come from checked digests and from this program alone. */
export const folderParts = (path: string): Parts => ({
  place: path,
  find: async (name) => {
    const file = join(path, name);
    const size = await sizeOf(file);
    if (size === undefined) return undefined;
    return { size, open: (signal) => readRange(file, { offset: 0, size }, signal) };
  },
});

const sizeOf = async (path: string): Promise<number | undefined> => {
  try {
    return (await stat(path)).size;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw failure("oci/cannot-read", `cannot read ${path}: ${code}`, { cause: error });
  }
};
