/** Which program builds images: the one that is set, or the first that is installed. */

import { accessSync, constants, statSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { workspace } from "vscode";

/** What can build, in this order. */
const programs = ["defbuild", "apptainer", "singularity"] as const;

export interface BuildProgram {
  readonly path: string;
  readonly kind: (typeof programs)[number];
}

/** Absent when nothing is set and nothing is installed. */
export const buildProgram = (): BuildProgram | undefined => {
  const set = workspace.getConfiguration("deftools").get<string>("build.program", "");
  if (set !== "")
    return { path: set, kind: programs.find((name) => basename(set).startsWith(name)) ?? "apptainer" };
  for (const kind of programs)
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      const path = join(folder, kind);
      if (folder !== "" && isProgram(path)) return { path, kind };
    }
  return undefined;
};

/** Without the ports that every program of a machine has: a path says it all. */
const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // most folders of PATH do not have it
    return false;
  }
};

/** How an image is built, and how its %test is run. It replaces an image that is there. */
export const argumentsFor = ({ kind }: Pick<BuildProgram, "kind">, recipe: string, image: string) =>
  kind === "defbuild"
    ? { build: ["--force", "--output", image, recipe], test: ["test", image] }
    : { build: ["build", "--force", "--notest", image, recipe], test: ["test", image] };

/** The image lies beside its recipe: `tool.def` makes `tool.sif`. */
export const imageOf = (recipe: string): string => `${recipe.replace(/\.def$/, "")}.sif`;
