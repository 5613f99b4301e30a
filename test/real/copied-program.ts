/** A program and Node in a folder of a test's: the clone may lie in a folder private to its owner, and ordinary users must reach what they run. */

import { copyFileSync, cpSync } from "node:fs";
import { join, resolve } from "node:path";

const packages = resolve(import.meta.dirname, "../../packages");

/** Copies the bundle of a room to `dist` and Node to `node`, both in `folder`. */
export const copyProgram = (folder: string, room: "defbuild" | "language-server"): void => {
  copyFileSync(process.execPath, join(folder, "node"));
  cpSync(join(packages, room, "dist"), join(folder, "dist"), { recursive: true });
};
