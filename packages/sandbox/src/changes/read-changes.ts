/**
 * What commands changed, as the records of a layer. A tar made by the root of the rung's ids reads what we could not: it sees owners as
 * the command saw them, and every folder.
 *
 * Overlay (Documentation/filesystems/overlayfs.rst): a whiteout is a character device 0/0; an opaque folder has the attribute
 * `overlay.opaque` = `y`, in the namespace `trusted` or, without root, `user`.
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ByteStream } from "@deftools/bytes";
import {
  asByteString,
  type ByteString,
  type LayerRecord,
  normalizePath,
  readTar,
  splitPath,
  type TarEntry,
} from "@deftools/rootfs";
import { OWN } from "../driver.ts";
import { need } from "../need.ts";
import type { SandboxPorts } from "../ports.ts";
import { outputOf } from "../process.ts";

/** Where a sandbox is, and who may read it. */
export interface Place {
  readonly ports: SandboxPorts;
  readonly world: readonly string[];
  /** The sandbox's own folder. */
  readonly folder: string;
}

/** Takes the content of a file and says where it is. */
export type Store<Data> = (content: ByteStream, size: number, path: ByteString) => Promise<Data>;

/** The upper folder of an overlay as a layer. */
export const readUpper = async <Data>(place: Place, store: Store<Data>): Promise<LayerRecord<Data>[]> => {
  const tar = tarOf(place, OWN.upper, ["."]);
  return recordsOf(tar, await madeIn(place), store);
};

/** What a file was before: its inode and the time it last changed in any way. */
export type Snapshot = ReadonlyMap<ByteString, string>;

/** Remembers a copy, to tell later what changed. */
export const snapshot = async ({ ports, world, folder }: Place): Promise<Snapshot> => {
  const listing = outputOf(
    [...world, need(ports, "find"), ".", "-printf", String.raw`%i %C@ %p\0`],
    "list a copy of the tree",
    { cwd: join(folder, OWN.root) },
  );
  const found = new Map<ByteString, string>();
  for await (const line of splitAtNul(listing)) {
    const [inode = "", changed = ""] = line.split(" ", 2);
    found.set(line.slice(inode.length + changed.length + 2), `${inode} ${changed}`);
  }
  return found;
};

/** The difference between a copy and what it was, as a layer. */
export const readCopy = async <Data>(
  place: Place,
  before: Snapshot,
  store: Store<Data>,
): Promise<LayerRecord<Data>[]> => {
  const now = await snapshot(place);
  const made = await madeIn(place);
  const records: LayerRecord<Data>[] = [];
  for (const path of before.keys())
    if (!now.has(path) && now.has(splitPath(path)[0]))
      records.push({ kind: "whiteout", path: normalizePath(path) });
  const changed = [...now]
    .filter(([path, mark]) => before.get(path) !== mark)
    .map(([path]) => path)
    .sort();
  if (changed.length === 0) return records;
  const list = Buffer.from(changed.map((path) => `${path}\0`).join(""), "latin1");
  const tar = tarOf(
    place,
    OWN.root,
    ["--no-recursion", "--null", "--verbatim-files-from", "--files-from=-"],
    list,
  );
  records.push(...(await recordsOf(tar, made, store)));
  return records;
};

/** GNU tar, telling all it can; the names are bytes, which the locale C leaves alone. */
const tarOf = (
  { ports, world, folder }: Place,
  tree: string,
  what: readonly string[],
  stdin?: Uint8Array,
): ByteStream =>
  outputOf(
    [
      ...[
        ...world,
        need(ports, "tar"),
        "--create",
        "--file=-",
        "--format=posix",
        "--numeric-owner",
        "--sort=name",
        "--sparse",
      ],
      ...["--xattrs", "--xattrs-include=*", "--warning=no-file-ignored", ...what],
    ],
    "read what was changed",
    { cwd: join(folder, tree), ...(stdin && { stdin: once(stdin) }) },
  );

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const recordsOf = async <Data>(
  tar: ByteStream,
  made: ReadonlySet<ByteString>,
  store: Store<Data>,
): Promise<LayerRecord<Data>[]> => {
  const records: LayerRecord<Data>[] = [];
  for await (const entry of readTar(tar)) {
    const path = normalizePath(entry.path);
    if (made.has(path) && (entry.kind === "directory" || (entry.kind === "file" && entry.size === 0)))
      continue;
    if (entry.kind === "character-device" && entry.major === 0 && entry.minor === 0) {
      records.push({ kind: "whiteout", path });
      continue;
    }
    if (entry.xattrs.some(({ name, value }) => OPAQUE.has(name) && asByteString(value) === "y"))
      records.push({ kind: "opaque", path });
    records.push(await recordOf(entry, path, store));
  }
  return records;
};

const OPAQUE: ReadonlySet<ByteString> = new Set(["trusted.overlay.opaque", "user.overlay.opaque"]);

/** What overlay keeps for itself, and what belongs to the machine and not to the image. */
const isForeign = (name: ByteString): boolean =>
  name.startsWith("trusted.overlay.") || name.startsWith("user.overlay.") || name === "security.selinux";

const recordOf = async <Data>(
  entry: TarEntry,
  path: ByteString,
  store: Store<Data>,
): Promise<LayerRecord<Data>> => {
  const { kind, mode, uid, gid, mtime, size, target, major, minor } = entry;
  const attributes = { mode, uid, gid, mtime, xattrs: entry.xattrs.filter(({ name }) => !isForeign(name)) };
  switch (kind) {
    case "directory":
      return { kind, path, node: { kind, ...attributes } };
    case "hard-link":
      return { kind, path, target: normalizePath(target) };
    case "file":
      return {
        kind: "node",
        path,
        node: { kind, ...attributes, size, data: await store(entry.content, size, path) },
      };
    case "symlink":
      return { kind: "node", path, node: { kind, ...attributes, mode: 0o777, target } };
    case "character-device":
    case "block-device":
      return { kind: "node", path, node: { kind, ...attributes, major, minor } };
    case "fifo":
      return { kind: "node", path, node: { kind, ...attributes } };
  }
};

/** The paths that were made for mounts and are no change; none where no mount lacked its place. */
const madeIn = async ({ folder }: Place): Promise<ReadonlySet<ByteString>> => {
  try {
    return new Set((await readFile(join(folder, OWN.made), "latin1")).split("\0"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return new Set();
    throw error;
  }
};

async function* splitAtNul(stream: ByteStream): AsyncGenerator<ByteString> {
  let rest = "";
  for await (const bytes of stream) {
    const parts = (rest + asByteString(bytes)).split("\0");
    rest = parts.pop() ?? "";
    yield* parts;
  }
}
