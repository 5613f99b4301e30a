/** The root of a tiny image that runs, made from this machine: a static busybox if it has one, else its own shell with the libraries that needs. */

import { execFile } from "node:child_process";
import { readFile, realpath } from "node:fs/promises";
import { posix } from "node:path";
import { promisify } from "node:util";
import { isStaticProgram } from "./elf.ts";
import { type LayerEntry, layerTar } from "./layer-tar.ts";

export interface SmallRoot {
  /** An uncompressed layer. */
  readonly tar: Uint8Array;
  /** What it was made from: `busybox` or `shell`. */
  readonly from: "busybox" | "shell";
  /** The programs in it, by path. */
  readonly programs: readonly string[];
}

/**
 * Makes the layer; `source` leaves out the search for a busybox or insists on it.
 * @throws Error when this machine does not have what it takes
 */
export const smallRootLayer = async (source?: SmallRoot["from"]): Promise<SmallRoot> => {
  const busybox = source === "shell" ? undefined : await findBusybox();
  if (source === "busybox" && !busybox) throw new Error("this machine has no static busybox");
  const { from, files, programs } = busybox ? await fromBusybox(busybox) : await fromShell();
  return { from, programs, tar: await layerTar(withFolders([...skeleton, ...files])) };
};

/** What every root has: the places programs expect, and the two files that say who root is. */
const skeleton: readonly LayerEntry[] = [
  ...["dev/", "etc/", "proc/", "root/", "run/", "sys/", "var/", "home/"].map((path) => ({ path })),
  { path: "root/", mode: 0o700 },
  { path: "tmp/", mode: 0o1777 },
  { path: "var/tmp/", mode: 0o1777 },
  { path: "etc/passwd", content: "root:x:0:0:root:/root:/bin/sh\n" },
  { path: "etc/group", content: "root:x:0:\n" },
  { path: "etc/os-release", content: 'ID=small\nNAME="Small"\nPRETTY_NAME="Small root made on the spot"\n' },
];

interface Contents {
  readonly from: SmallRoot["from"];
  readonly files: readonly LayerEntry[];
  readonly programs: readonly string[];
}

/** The commands that recipes of the demo and the tests use. */
const commands = [
  ...[
    "sh",
    "cat",
    "ls",
    "echo",
    "env",
    "mkdir",
    "rm",
    "cp",
    "mv",
    "ln",
    "chmod",
    "chown",
    "touch",
    "true",
    "false",
  ],
  ...[
    "sleep",
    "id",
    "uname",
    "date",
    "test",
    "sort",
    "head",
    "grep",
    "sed",
    "pwd",
    "readlink",
    "stat",
    "tr",
    "wc",
  ],
];

const findBusybox = async (): Promise<Uint8Array | undefined> => {
  for (const path of ["/bin/busybox", "/usr/bin/busybox", "/usr/local/bin/busybox"]) {
    const bytes = await ifThere(readFile(path));
    if (bytes && isStaticProgram(bytes)) return bytes;
  }
  return undefined;
};

const fromBusybox = async (content: Uint8Array): Promise<Contents> => ({
  from: "busybox",
  files: [
    { path: "bin/busybox", content, mode: 0o755 },
    ...commands.map((name) => ({ path: `bin/${name}`, target: "busybox" })),
  ],
  programs: commands.map((name) => `/bin/${name}`),
});

const fromShell = async (): Promise<Contents> => {
  const files = new Map<string, LayerEntry>();
  /** Where a program of this machine already is; on some, many names are one program. */
  const names = new Map<string, string>();
  for (const name of commands) {
    const program = await firstThere([`/bin/${name}`, `/usr/bin/${name}`]);
    if (program === undefined) continue;
    const same = names.get(program);
    const place = { path: `bin/${name}` };
    if (same === undefined) await addProgram(program, place.path, files);
    else files.set(place.path, { ...place, target: same });
    if (same === undefined) names.set(program, name);
  }
  if (!files.has("bin/sh")) throw new Error("this machine has no /bin/sh to make a small image from");
  const programs = commands.filter((name) => files.has(`bin/${name}`)).map((name) => `/bin/${name}`);
  return { from: "shell", files: [...files.values()], programs };
};

const addProgram = async (program: string, path: string, files: Map<string, LayerEntry>): Promise<void> => {
  const content = await readFile(program);
  files.set(path, { path, content, mode: 0o755 });
  if (isStaticProgram(content)) return;
  for (const library of await librariesOf(program)) {
    const libraryPath = library.slice(1);
    if (!files.has(libraryPath))
      files.set(libraryPath, { path: libraryPath, content: await readFile(library), mode: 0o755 });
  }
};

/** The loader and the libraries of a program, by the paths under which they are looked for; `ldd` asks the loader itself. */
const librariesOf = async (program: string): Promise<readonly string[]> => {
  const { stdout } = await promisify(execFile)("ldd", [program], {
    env: { PATH: "/usr/bin:/bin", LC_ALL: "C" },
  });
  const missing = /^\s*(\S+) => not found/m.exec(stdout)?.[1];
  if (missing !== undefined) throw new Error(`library ${missing} of ${program} is not on this machine`);
  return [...stdout.matchAll(/(?:=> |^\s*)(\/\S+)/gm)].map((match) => match[1] ?? "");
};

/** The real place of the first path that exists. */
const firstThere = async (paths: readonly string[]): Promise<string | undefined> => {
  for (const path of paths) {
    const place = await ifThere(realpath(path));
    if (place !== undefined) return place;
  }
  return undefined;
};

const ifThere = async <T>(found: Promise<T>): Promise<T | undefined> => {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
};

/** Every folder before what is in it, the last word on each path, all in byte order. */
const withFolders = (entries: readonly LayerEntry[]): readonly LayerEntry[] => {
  const all = new Map<string, LayerEntry>();
  for (const entry of entries) {
    const path = entry.path.replace(/\/$/, "");
    for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder))
      if (!all.has(folder)) all.set(folder, { path: `${folder}/` });
    all.set(path, entry);
  }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
};
