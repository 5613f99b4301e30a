/** A layer's tar as records: paths normalized, whiteouts recognized, contents handed to a store. */

import type { ByteStream } from "@deftools/bytes";
import { Bug, Failure } from "@deftools/trouble";
import { fromByteString } from "./byte-string.ts";
import type { LayerRecord } from "./layer.ts";
import { defaultLimits, type LayerLimits, within } from "./limits.ts";
import type { Attributes, ByteString } from "./node.ts";
import { joinPath, normalizePath, splitPath } from "./path.ts";
import { readTar } from "./tar.ts";
import type { TarEntry } from "./tar-entry.ts";

/** Takes the contents of regular files, one after the other, and says where they are. */
export interface ContentStore<Data> {
  add(content: ByteStream, size: number): Promise<Data>;
  /** For a content that is in memory whole, which it must not keep. */
  addWhole?(content: Uint8Array): Data | Promise<Data>;
}

/**
 * The records of a layer in the order of its entries.
 * Attributes of the machine that made the layer are left out (SELinux labels, overlay's own marks).
 * @throws Failure "rootfs/bad-tar", "rootfs/bad-layer" · "rootfs/limit", and whatever the store throws
 */
export async function* layerRecords<Data>(
  tar: ByteStream,
  store: ContentStore<Data>,
  limits: Partial<LayerLimits> = {},
): AsyncGenerator<LayerRecord<Data>> {
  const bounds = { ...defaultLimits, ...limits };
  for await (const entry of readTar(tar, bounds)) {
    const path = normalizePath(entry.path);
    if (isAufsOwn(path)) continue;
    const hidden = whiteout(path);
    checkNames(hidden?.path ?? path, bounds);
    if (hidden !== undefined) {
      yield hidden;
      continue;
    }
    if (path === "" && entry.kind !== "directory")
      throw badEntry(path, `the root is described as a ${entry.kind}`);
    const attributes = attributesOf(entry);
    if (entry.kind !== "file") {
      yield recordOf(entry, path, attributes);
      continue;
    }
    const stored = storeContent(store, entry);
    const data = stored instanceof Promise ? await stored : stored;
    yield { kind: "node", path, node: { kind: "file", ...attributes, size: entry.size, data } };
  }
}

/** All records in a list; for `store` see `ContentStore`. */
export const readLayer = async <Data>(
  tar: ByteStream,
  store: ContentStore<Data>["add"],
  limits: Partial<LayerLimits> = {},
): Promise<LayerRecord<Data>[]> => {
  const records: LayerRecord<Data>[] = [];
  for await (const record of layerRecords(tar, { add: store }, limits)) records.push(record);
  return records;
};

const checkNames = (path: ByteString, limits: LayerLimits): void => {
  if (path.length <= limits.nameBytes) return;
  for (const name of path.split("/"))
    within(limits, "nameBytes", name.length, () => `a name in /${fromByteString(path)} of the layer`);
};

const WHITEOUT = ".wh.";
const AUFS_OWN = ".wh..wh.";
const OPAQUE = ".wh..wh..opq";

/** What aufs kept for itself in a layer, such as `.wh..wh.plnk/`: part of no image. */
const isAufsOwn = (path: ByteString): boolean =>
  path.includes(AUFS_OWN) &&
  path
    .split("/")
    .some((name, index, all) => name.startsWith(AUFS_OWN) && !(name === OPAQUE && index === all.length - 1));

const whiteout = (
  path: ByteString,
): { readonly kind: "whiteout" | "opaque"; readonly path: ByteString } | undefined => {
  const [folder, name] = splitPath(path);
  if (!name.startsWith(WHITEOUT)) return undefined;
  if (name === OPAQUE) return { kind: "opaque", path: folder };
  const hidden = name.slice(WHITEOUT.length);
  if (hidden === "" || hidden === "." || hidden === "..") throw badEntry(path, "it is a whiteout of no name");
  return { kind: "whiteout", path: joinPath(folder, hidden) };
};

const storeContent = <Data>(store: ContentStore<Data>, entry: TarEntry): Data | Promise<Data> => {
  const whole = store.addWhole === undefined ? undefined : entry.takeWhole();
  return store.addWhole === undefined || whole === undefined
    ? store.add(entry.content, entry.size)
    : store.addWhole(whole);
};

const attributesOf = ({ mode, uid, gid, mtime, xattrs }: TarEntry): Attributes => ({
  mode,
  uid,
  gid,
  mtime,
  xattrs: xattrs.length === 0 ? xattrs : xattrs.filter(({ name }) => !isForeign(name)),
});

/** Of anything but a file. */
const recordOf = (
  { kind, target, major, minor }: TarEntry,
  path: ByteString,
  attributes: Attributes,
): LayerRecord<never> => {
  switch (kind) {
    case "directory":
      return { kind, path, node: { kind, ...attributes } };
    case "hard-link":
      return { kind, path, target: normalizePath(target) };
    case "symlink":
      if (target === "") throw badEntry(path, "it is a symbolic link to nothing");
      return { kind: "node", path, node: { kind, ...attributes, mode: LINK_MODE, target } };
    case "character-device":
    case "block-device":
      return { kind: "node", path, node: { kind, ...attributes, major, minor } };
    case "fifo":
      return { kind: "node", path, node: { kind, ...attributes } };
    case "file":
      throw new Bug("a file's record has its content");
  }
};

/** Linux knows no other for symbolic links, whatever the tar says. */
const LINK_MODE = 0o777;

const isForeign = (xattr: ByteString): boolean =>
  xattr === "security.selinux" || xattr === "system.nfs4_acl" || xattr.startsWith("trusted.overlay.");

const badEntry = (path: ByteString, why: string): Failure =>
  new Failure("rootfs/bad-layer", `/${fromByteString(path)} in a layer: ${why}`);
