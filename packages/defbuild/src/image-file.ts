/** An image file that is looked into. */

import { resolve } from "node:path";
import { type FileSource, openFileSource } from "@deftools/bytes";
import { Failure, isFailure } from "@deftools/trouble";
import type { Ports } from "./ports.ts";

/** Opens the file, and adds its name to what is wrong with its bytes. */
export const withImage = async <Result>(
  { cwd }: Pick<Ports, "cwd">,
  path: string,
  look: (source: FileSource) => Promise<Result>,
): Promise<Result> => {
  const file = await openFileSource(resolve(cwd, path));
  try {
    return await look(file);
  } catch (error) {
    if (!isFailure(error)) throw error;
    throw new Failure(error.code, `${path}: ${error.message}`, {
      cause: error,
      ...(error.hint !== undefined && { hint: error.hint }),
    });
  } finally {
    await file.close();
  }
};
