/** What is seen in a tree beside itself: folders of our own, two files of the host, and what was asked for. */

import { chmod, lstat, mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure, isFailure } from "@deftools/trouble";
import { type Driver, type Mount, OWN } from "./driver.ts";
import type { Bind } from "./request.ts";
import type { Persuasion } from "./seccomp/believers.ts";

/**
 * Our own mounts, unless one that is asked for takes the place, and those asked for after them.
 * @throws Failure "sandbox/no-source" when a source cannot be found
 */
export const mountsOf = async (
  driver: Driver,
  { folder, base }: { readonly folder: string; readonly base: string },
  asked: readonly Bind[],
): Promise<readonly Mount[]> => {
  const taken = new Set(asked.map(({ target }) => target.replace(/\/+$/, "")));
  const own: readonly Bind[] = [
    { source: join(folder, OWN.temporary), target: "/tmp" },
    { source: join(folder, OWN.variableTemporary), target: "/var/tmp" },
    { source: "/etc/resolv.conf", target: "/etc/resolv.conf", readOnly: true },
    { source: "/etc/hosts", target: "/etc/hosts", readOnly: true },
    ...(await persuade(driver.persuasions ?? [], folder, base)),
  ];
  const mounts: Mount[] = [];
  for (const bind of own) {
    if (taken.has(bind.target)) continue;
    const mount = await mountOf(bind).catch((error: unknown) => {
      // A host without resolv.conf or hosts has nothing to lend.
      if (isFailure(error, "sandbox/no-source")) return undefined;
      throw error;
    });
    if (mount) mounts.push(mount);
  }
  for (const bind of asked) mounts.push(await mountOf(bind));
  return mounts;
};

/** Writes the files that the tree has a folder for. */
const persuade = async (
  persuasions: readonly Persuasion[],
  folder: string,
  base: string,
): Promise<readonly Bind[]> => {
  const binds: Bind[] = [];
  for (const persuasion of persuasions) {
    if (!(await exists(join(base, persuasion.folder)))) continue;
    const source = join(folder, persuasion.name);
    await writeFile(source, persuasion.text);
    binds.push({ source, target: `${persuasion.folder}/${persuasion.name}`, readOnly: true });
  }
  return binds;
};

const mountOf = async (bind: Bind): Promise<Mount> => {
  try {
    const found = await stat(bind.source);
    if (found.isDirectory()) return { ...bind, kind: "folder" };
    return { ...bind, kind: found.isCharacterDevice() || found.isBlockDevice() ? "device" : "file" };
  } catch (cause) {
    throw new Failure("sandbox/no-source", `cannot bind "${bind.source}": it cannot be found on the host`, {
      cause,
    });
  }
};

/** Mount points for an image that has none, in a layer below the base, so that they are no change. */
export const makeSkeleton = async (folder: string, mounts: readonly Mount[]): Promise<void> => {
  const wanted = [
    ...["/dev", "/proc", "/sys"].map((target) => ({ target, kind: "folder" })),
    ...mounts.filter(({ target }) => !target.split("/").includes("..")),
  ];
  for (const { target, kind } of wanted) {
    const path = join(folder, OWN.skeleton, target);
    if (kind === "folder") await mkdir(path, { recursive: true });
    else {
      await mkdir(join(path, ".."), { recursive: true });
      if (!(await exists(path))) await writeFile(path, "");
    }
    if (target === "/tmp" || target === "/var/tmp") await chmod(path, 0o1777);
  }
};

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );
