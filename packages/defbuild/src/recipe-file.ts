/** The recipe as a file of this machine. */

import { resolve } from "node:path";
import { openFileSource } from "@deftools/bytes";
import { Failure } from "@deftools/trouble";

/** No recipe is longer; the engine reads 64 KiB per section. */
const LONGEST_RECIPE = 4 * 1024 * 1024;

/**
 * Reads a recipe.
 * @throws Failure "bytes/cannot-read" · "defbuild/not-a-recipe" for what is no text
 */
export const readRecipe = async (path: string, cwd: string): Promise<string> => {
  const file = await openFileSource(resolve(cwd, path));
  try {
    if (LONGEST_RECIPE < file.size)
      throw notARecipe(path, `it has ${file.size} bytes, at most ${LONGEST_RECIPE} are read`);
    const bytes = await file.read(0, file.size);
    if (bytes.includes(0)) throw notARecipe(path, "it is no text");
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (error) {
      throw new Failure("defbuild/not-a-recipe", `${path} is not UTF-8`, {
        cause: error,
        hint: "save it in that encoding",
      });
    }
  } finally {
    await file.close();
  }
};

const notARecipe = (path: string, why: string): Failure =>
  new Failure("defbuild/not-a-recipe", `${path} is no recipe: ${why}`, {
    hint: 'a recipe is a text that starts with "Bootstrap:"; defbuild --help shows an example',
  });
