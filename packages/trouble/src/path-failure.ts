/** The system's trouble with a path, in words. */

import { Failure } from "./failure.ts";

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist: a part of the path is no folder",
  EISDIR: "is a folder",
  EACCES: "may not be read: permission denied",
  EPERM: "may not be read: permission denied",
  ELOOP: "is a link that leads to itself",
  ENAMETOOLONG: "is too long a path",
};

/** What the system said of a path, as a failure of that code; a failure stays as it is. @throws what is no trouble of the system */
export const pathFailure = (code: string, path: string, error: unknown): Failure => {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") throw error;
  return new Failure(code, `"${path}" ${WORDS[error.code] ?? `cannot be used: ${error.code}`}`, {
    cause: error,
  });
};
