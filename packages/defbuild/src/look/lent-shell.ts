/** A shell for images that have none: this machine's own, with the libraries it needs, seen in a folder of its own. */

import { execFile } from "node:child_process";
import { basename } from "node:path";
import { promisify } from "node:util";
import type { Bind } from "@deftools/sandbox";

/** How it is seen in an image, and how it is started there. */
export interface LentShell {
  readonly binds: readonly Bind[];
  readonly command: readonly [string, ...string[]];
}

/** The shell of this machine; `ldd` asks its loader what it needs, and says nothing where it needs nothing. */
export const lentShell = async (): Promise<LentShell> => {
  const listed = await promisify(execFile)("ldd", [SHELL], {
    env: { PATH: "/usr/bin:/bin", LC_ALL: "C" },
  }).then(
    ({ stdout }) => stdout,
    () => "",
  );
  const files = [...listed.matchAll(/(?:=> |^\s*)(\/\S+)/gm)].map(([, path = ""]) => path);
  const loader = files.find((path) => /^ld[-.]/.test(basename(path)));
  const shell = `${FOLDER}/sh`;
  return {
    binds: [SHELL, ...files].map((source) => ({
      source,
      target: `${FOLDER}/${basename(source)}`,
      readOnly: true,
    })),
    command:
      loader === undefined ? [shell] : [`${FOLDER}/${basename(loader)}`, "--library-path", FOLDER, shell],
  };
};

const SHELL = "/bin/sh";
const FOLDER = "/.defbuild";
