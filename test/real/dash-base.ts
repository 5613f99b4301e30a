/** A small image for Apptainer to build upon: dash as `/bin/sh`, bash, and what scripts call; taken from this machine. */

import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findProgram, must } from "./programs.ts";

const PROGRAMS = [
  ...[
    "dash",
    "bash",
    "basename",
    "cat",
    "cp",
    "echo",
    "env",
    "grep",
    "head",
    "ls",
    "mkdir",
    "tee",
    "test",
    "touch",
  ],
];

/** Builds the image in a folder that Apptainer can write to; returns its path. */
export const makeDashBase = (folder: string): string => {
  makeDashTree(join(folder, "tree"));
  writeFileSync(join(folder, "base.def"), "Bootstrap: scratch\n%files\n    tree/* /\n");
  must("apptainer", ["build", "base.sif", "base.def"], { cwd: folder });
  return join(folder, "base.sif");
};

/** The files of the image. */
export const makeDashTree = (tree: string): void => {
  for (const name of ["bin", "dev", "etc", "home", "opt", "proc", "root", "sys", "tmp", "usr/bin", "var/tmp"])
    mkdirSync(join(tree, name), { recursive: true });
  for (const name of PROGRAMS) {
    const path = findProgram(name) ?? name;
    copy(path, join(tree, "bin", name));
    for (const [library] of must("ldd", [path]).matchAll(/\/\S+/g)) copy(library, join(tree, library));
  }
  symlinkSync("dash", join(tree, "bin/sh"));
  writeFileSync(join(tree, "etc/passwd"), "root:x:0:0::/root:/bin/sh\n");
  for (const name of ["group", "hosts", "resolv.conf"]) writeFileSync(join(tree, "etc", name), "");
};

const copy = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
};
