/** Where the image goes. */

import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Failure } from "@deftools/trouble";

/** `recipe.def` → `recipe.sif` beside it; a name without `.def` keeps its own in front. */
export const outputBeside = (recipe: string): string =>
  join(dirname(recipe), `${basename(recipe).replace(/(?<=.)\.def$/i, "")}.sif`);

/**
 * Makes sure that the output may be made, before anything is done for it.
 * @throws Failure "defbuild/output-exists", "defbuild/bad-output"
 */
export const checkOutput = async (
  path: string,
  cwd: string,
  { force }: { readonly force: boolean },
): Promise<void> => {
  const there = await stat(resolve(cwd, path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new Failure("defbuild/bad-output", `cannot write ${path}: ${error.code}`, { cause: error });
  });
  if (there?.isDirectory())
    throw new Failure("defbuild/bad-output", `cannot write ${path}: it is a folder`, {
      hint: `name a file, such as ${join(path, "image.sif")}`,
    });
  if (there !== undefined && !force)
    throw new Failure("defbuild/output-exists", `${path} exists already, and is not overwritten`, {
      hint: "use --force to replace it, or -o to give the image another name",
    });
};
