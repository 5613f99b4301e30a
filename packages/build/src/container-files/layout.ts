/** The folders, links and empty files that every engine expects in every image. */

import { type ContainerEntry, plainFile } from "./container-entry.ts";

/**
 * The skeleton, parents first. `etc/hosts` and `etc/resolv.conf` are emptied: the engine binds the host's over them, and those of
 * the machine that built the base image have no place in it.
 */
export const layout = (): readonly ContainerEntry[] => [
  ...directories.map((path) => ({ kind: "directory", path }) as const),
  ...links.map(([path, target]) => ({ kind: "symlink", path, target }) as const),
  plainFile("etc/hosts", ""),
  plainFile("etc/resolv.conf", ""),
];

const directories = [
  ".singularity.d",
  ".singularity.d/actions",
  ".singularity.d/env",
  ".singularity.d/libs",
  "dev",
  "etc",
  "home",
  "proc",
  "root",
  "sys",
  "tmp",
  "var",
  "var/tmp",
];

const links: readonly (readonly [path: string, target: string])[] = [
  [".exec", ".singularity.d/actions/exec"],
  [".run", ".singularity.d/actions/run"],
  [".shell", ".singularity.d/actions/shell"],
  [".test", ".singularity.d/actions/test"],
  ["environment", ".singularity.d/env/90-environment.sh"],
  ["singularity", ".singularity.d/runscript"],
];
