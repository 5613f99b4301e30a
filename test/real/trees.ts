/** Trees compared, on the disk or elsewhere: type, mode, owner, size, content, link target, device, xattrs, hard-link groups, whole seconds of mtime. */

import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from "node:fs";
import { join } from "node:path";
import { run } from "./programs.ts";

/** One name of a tree. */
export interface Entry {
  /** Names are bytes, shown as latin1; the root is "". */
  readonly path: string;
  /** File type and permissions, as in `stat`. */
  readonly mode: number;
  readonly owner: string;
  /** Whole seconds since 1970. */
  readonly mtime: number;
  /** What the type has beside: size and hash, target, device. */
  readonly content: string;
  /** `name=0x…`, sorted. */
  readonly xattrs: readonly string[];
  /** Equal for the names of one file. */
  readonly inode?: string | number;
}

/** One line of text per path, so that two trees are compared as two lists a human can read. */
export type Listing = ReadonlyMap<string, string>;

/** Lists a folder; `ignore` leaves out paths (and what is below them). */
export const listTree = (root: string, ignore?: (path: string) => boolean): Listing =>
  listEntries(readFolder(root, ignore));

/** All entries of a folder on the disk. */
export const readFolder = (
  root: string,
  ignore: (path: string) => boolean = () => false,
): readonly Entry[] => {
  const xattrs = readXattrs(root);
  const entries: Entry[] = [];
  const visit = (path: string): void => {
    const full = Buffer.from(path === "" ? root : join(root, path), "latin1");
    const stat = lstatSync(full);
    entries.push({
      path,
      mode: stat.mode,
      owner: `${stat.uid}:${stat.gid}`,
      mtime: Math.floor(stat.mtimeMs / 1000),
      content: contentOf(full, stat),
      xattrs: xattrs.get(path) ?? [],
      ...(stat.isFile() && { inode: stat.ino }),
    });
    if (!stat.isDirectory()) return;
    for (const entry of readdirSync(full, { encoding: "latin1" }).sort()) {
      const child = path === "" ? entry : `${path}/${entry}`;
      if (!ignore(child)) visit(child);
    }
  };
  visit("");
  return entries;
};

/** The lines of entries. Times before 1970 are shown as 1970, since SquashFS has no others. */
export const listEntries = (entries: readonly Entry[]): Listing => {
  const groups = Map.groupBy(
    entries.filter(({ inode }) => inode !== undefined),
    ({ inode }) => inode,
  );
  return new Map(
    entries.map(({ path, mode, owner, mtime, content, xattrs, inode }) => {
      const links = (groups.get(inode) ?? []).map((entry) => entry.path).sort();
      const words = [mode.toString(8), owner, `mtime=${Math.max(0, mtime)}`, content];
      if (1 < links.length) words.push(`links=${links.join(",")}`);
      if (0 < xattrs.length) words.push(`xattrs=${xattrs.join(",")}`);
      return [path, words.filter((word) => word !== "").join(" ")];
    }),
  );
};

/** The lines in which two listings differ: `- path line` of the first, `+ path line` of the second. */
export const differences = (a: Listing, b: Listing): readonly string[] =>
  [...new Set([...a.keys(), ...b.keys()])].sort().flatMap((path) => {
    if (a.get(path) === b.get(path)) return [];
    return [
      ...(a.has(path) ? [`- ${path} ${a.get(path)}`] : []),
      ...(b.has(path) ? [`+ ${path} ${b.get(path)}`] : []),
    ];
  });

/** What a listing says of a file's content. */
export const fileContent = (size: number, content: Uint8Array): string =>
  `size=${size} sha=${createHash("sha256").update(content).digest("hex").slice(0, 16)}`;

/** What a listing says of a device. */
export const deviceContent = (major: number, minor: number): string => `device=${major}:${minor}`;

const contentOf = (path: Buffer, stat: Stats): string => {
  if (stat.isFile()) return fileContent(stat.size, readFileSync(path));
  if (stat.isSymbolicLink()) return `-> ${readlinkSync(path, { encoding: "latin1" })}`;
  if (!stat.isCharacterDevice() && !stat.isBlockDevice()) return "";
  // as makedev(3) packs them, where both fit in 32 bits
  return deviceContent((stat.rdev >>> 8) & 0xfff, (stat.rdev & 0xff) | ((stat.rdev >>> 12) & 0xfff00));
};

/** All xattrs below a folder, through `getfattr` (package attr), which Node has no call for. */
const readXattrs = (root: string): ReadonlyMap<string, readonly string[]> => {
  const { stdout, stderr } = run(
    "getfattr",
    ["--recursive", "--physical", "--no-dereference", "--dump", "--encoding=hex", "--match=-", "."],
    { cwd: root },
  );
  // what the kernel says where an image has no xattrs at all
  const trouble = stderr.split("\n").filter((line) => !/(^|: Operation not supported)$/.test(line));
  if (0 < trouble.length) throw new Error(`getfattr in ${root}: ${trouble.join("\n")}`);
  const found = new Map<string, readonly string[]>();
  for (const block of stdout.split("\n\n")) {
    const [head, ...values] = block.trim().split("\n");
    const path = head?.match(/^# file: (?:\.\/)?(.*)$/)?.[1];
    if (path === undefined) continue;
    const name =
      path === "."
        ? ""
        : path.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    found.set(name, values.sort());
  }
  return found;
};
