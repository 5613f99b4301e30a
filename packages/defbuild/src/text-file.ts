/** Small files of this machine that may be missing. */

import { readFile } from "node:fs/promises";
import { Failure } from "@deftools/trouble";

/** The text of a file; undefined when there is none. @throws Failure "defbuild/cannot-read" */
export const readText = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return undefined;
    throw new Failure("defbuild/cannot-read", `cannot read ${path}`, { cause: error });
  }
};
