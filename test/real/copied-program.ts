/** A program and Node in a folder of a test's: the clone may lie in a folder private to its owner, and ordinary users must reach what they run. */

import { copyFileSync, cpSync } from "node:fs";
import { join, resolve } from "node:path";

const packages = resolve(import.meta.dirname, "../../packages");

/** Copies the bundles of rooms to `dist` and Node to `node`, both in `folder`. */
export const copyProgram = (
  folder: string,
  ...rooms: readonly ("defbuild" | "deflint" | "language-server")[]
): void => {
  copyFileSync(process.execPath, join(folder, "node"));
  for (const room of rooms) cpSync(join(packages, room, "dist"), join(folder, "dist"), { recursive: true });
};
