/** Which recipes the globs of a configuration file mean. */

import { relative, sep } from "node:path";

/** Whether a glob, or one of several, means the recipe at a path; globs are relative to the folder of their file. */
export type MatchesGlobs = (globs: string | readonly string[], folder: string) => boolean;

/** For one recipe. */
export const globMatcher = async (path: string): Promise<MatchesGlobs> => {
  // most runs have no glob to match
  const { default: picomatch } = await import("picomatch");
  return (globs, folder) => {
    const inside = relative(folder, path).split(sep).join("/");
    return listOf(globs).some((glob) =>
      // as in .gitignore, a glob without slash means names anywhere
      picomatch(glob.includes("/") ? glob : `**/${glob}`, { dot: true })(inside),
    );
  };
};

/** One or more, as configuration files have them. */
export const listOf = (given: string | readonly string[] | undefined): readonly string[] =>
  typeof given === "string" ? [given] : (given ?? []);
