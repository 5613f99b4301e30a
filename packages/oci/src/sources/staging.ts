/** Streams that cannot be read twice, kept in a temporary file of the caller's while an image is open. */

import { open } from "node:fs/promises";
import { type ByteStream, writeTrouble } from "@deftools/bytes";
import { failure } from "../failure.ts";

/**
 * Names a file that does not exist yet, in a folder that does. The caller removes it when the image is no longer needed,
 * however that came about.
 */
export type TemporaryFile = () => Promise<string>;

/** More than any image; what a small archive unpacks to without end stops here. */
const stagedMaximum = 2 ** 40;

/**
 * Writes all of a stream into a new temporary file, and tells its path.
 * @throws Failure "oci/cannot-stage", "oci/too-large", or the stream's own
 */
export const stage = async (
  stream: ByteStream,
  temporaryFile: TemporaryFile,
  what: string,
): Promise<string> => {
  const path = await temporaryFile();
  const cannotStage = (cause: NodeJS.ErrnoException): never => {
    throw failure("oci/cannot-stage", `cannot keep ${what} in ${path}: ${writeTrouble(cause)}`, {
      cause,
      hint: "choose a folder with enough space for temporary files with --tmpdir",
    });
  };
  const file = await open(path, "wx", 0o600).catch(cannotStage);
  try {
    let size = 0;
    for await (const bytes of stream) {
      size += bytes.length;
      if (stagedMaximum < size)
        throw failure("oci/too-large", `${what} unpacks to more than ${stagedMaximum} bytes`);
      await file.writeFile(bytes).catch(cannotStage);
    }
  } finally {
    await file.close();
  }
  return path;
};
