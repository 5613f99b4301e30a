/** What a folder is good for: found out by writing into it. */

import { mkdtemp, rmdir, statfs } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "@deftools/bytes";
import type { SandboxPorts } from "@deftools/sandbox";

/** A folder, and what is wrong with it. Sizes in bytes. */
export interface FolderState {
  readonly path: string;
  readonly free: number;
  /** The kind of the file system it lies on, as the kernel calls it. */
  readonly filesystem?: string;
  readonly problem?: string;
  /** A command, or what to do. */
  readonly remedy?: string;
  /** Worth knowing where it can be used. */
  readonly note?: string;
}

/** Makes the folder, and one in it that is removed again. */
export const folderState = async (
  path: string,
  { readText }: Pick<SandboxPorts, "readText">,
): Promise<FolderState> => {
  try {
    await makeFolder(path, 0o700);
    await rmdir(await mkdtemp(join(path, "doctor-")));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return { path, free: 0, problem: `it cannot be written to (${code})`, remedy: ELSEWHERE };
  }
  const { bavail, bsize } = await statfs(path);
  const free = bavail * bsize;
  const mount = mountOf(path, (await readText("/proc/self/mountinfo")) ?? "");
  const state = { path, free, ...(mount && { filesystem: mount.filesystem }) };
  if (free < LEAST_FREE) return { ...state, problem: "hardly any space is left there", remedy: ELSEWHERE };
  const note = mount && noteOf(mount);
  return { ...state, ...(note !== undefined && { note }) };
};

/** Bytes; less than any base image with a system in it. */
const LEAST_FREE = 200_000_000;

const ELSEWHERE =
  "free some space, or choose a folder on a local disk: export DEFBUILD_CACHEDIR=/path, or --tmpdir";

interface Mount {
  readonly point: string;
  readonly options: readonly string[];
  readonly filesystem: string;
}

/** The mount that a path lies on (proc_pid_mountinfo(5)): the longest mount point that it begins with, the last of equals. */
const mountOf = (path: string, mountinfo: string): Mount | undefined => {
  let best: Mount | undefined;
  for (const line of mountinfo.split("\n")) {
    const [before = "", after = ""] = line.split(" - ");
    const [, , , , escaped, options = ""] = before.split(" ");
    if (escaped === undefined) continue;
    const point = escaped.replace(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    const holds = point === "/" || path === point || path.startsWith(`${point}/`);
    if (!holds || (best !== undefined && point.length < best.point.length)) continue;
    best = { point, options: options.split(","), filesystem: after.split(" ")[0] ?? "" };
  }
  return best;
};

const noteOf = ({ options, filesystem, point }: Mount): string | undefined => {
  if (options.includes("noexec"))
    return `${point} is mounted noexec: where trees are copied, no program of an image can be started there`;
  if (SHARED.has(filesystem))
    return `${filesystem} is a file system of many machines: slow for trees of many small files, and without overlays`;
  if (filesystem === "tmpfs") return "it lies in memory: large images take much of it";
  return undefined;
};

const SHARED: ReadonlySet<string> = new Set([
  "nfs",
  "nfs4",
  "lustre",
  "gpfs",
  "beegfs",
  "cifs",
  "ceph",
  "fuse.sshfs",
]);
