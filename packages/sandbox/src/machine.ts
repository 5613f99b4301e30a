/** The real machine as ports: the one place that asks who we are and which programs there are. */

import { accessSync, constants, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import type { SandboxPorts } from "./ports.ts";

/** This machine, for the user who runs us. */
export const thisMachine = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): SandboxPorts => {
  const folders = [...(env["PATH"] ?? "").split(delimiter), ...ADMIN_FOLDERS].filter((folder) =>
    folder.startsWith("/"),
  );
  return {
    uid: process.getuid?.() ?? -1,
    gid: process.getgid?.() ?? -1,
    user: userName(),
    architecture: process.arch,
    platform: process.platform,
    temporaryFolder: tmpdir(),
    findProgram: (name) => folders.map((folder) => join(folder, name)).find(isProgram),
    readText: async (path) => {
      try {
        return await readFile(path, "utf8");
      } catch {
        // Whoever asks takes "cannot be read" for "is not there".
        return undefined;
      }
    },
  };
};

/** Programs such as `chroot` are there, and an ordinary user's PATH often is not. */
const ADMIN_FOLDERS = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin"];

/** Users of big sites may have no entry that this process can look up. */
const userName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "");
  }
};

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};
