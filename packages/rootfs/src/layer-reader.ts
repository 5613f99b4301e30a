/** A layer's tar as records: paths normalized, whiteouts recognized, contents handed to a store. */

import type { ByteStream } from "@deftools/bytes";
import { Failure } from "@deftools/trouble";
import { fromByteString } from "./byte-string.ts";
import type { LayerRecord } from "./layer.ts";
import { defaultLimits, type LayerLimits, within } from "./limits.ts";
import type { Attributes, ByteString } from "./node.ts";
import { joinPath, normalizePath, splitPath } from "./path.ts";
import { readTar } from "./tar.ts";
import type { TarEntry } from "./tar-entry.ts";

/**
 * The records of a layer in the order of its entries. `store` takes the content of each regular file and says where it is.
 * Attributes of the machine that made the layer are left out (SELinux labels, overlay's own marks).
 * @throws Failure "rootfs/bad-tar", "rootfs/bad-layer" · "rootfs/limit", and whatever `store` throws
 */
export const readLayer = async <Data>(
  tar: ByteStream,
  store: (content: ByteStream, size: number) => Promise<Data>,
  limits: Partial<LayerLimits> = {},
): Promise<LayerRecord<Data>[]> => {
  const bounds = { ...defaultLimits, ...limits };
  const records: LayerRecord<Data>[] = [];
  for await (const entry of readTar(tar, bounds)) {
    const path = normalizePath(entry.path);
    if (isAufsOwn(path)) continue;
    const hidden = whiteout(path);
    checkNames(hidden?.path ?? path, bounds);
    records.push(hidden ?? (await recordOf(entry, path, store)));
  }
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

const recordOf = async <Data>(
  entry: TarEntry,
  path: ByteString,
  store: (content: ByteStream, size: number) => Promise<Data>,
): Promise<LayerRecord<Data>> => {
  const { kind, mode, uid, gid, mtime, size, target, major, minor } = entry;
  const attributes: Attributes = {
    mode,
    uid,
    gid,
    mtime,
    xattrs: entry.xattrs.filter(({ name }) => !isForeign(name)),
  };
  if (path === "" && kind !== "directory") throw badEntry(path, `the root is described as a ${kind}`);
  switch (kind) {
    case "directory":
      return { kind, path, node: { kind, ...attributes } };
    case "hard-link":
      return { kind, path, target: normalizePath(target) };
    case "file":
      return {
        kind: "node",
        path,
        node: { kind, ...attributes, size, data: await store(entry.content, size) },
      };
    case "symlink":
      if (target === "") throw badEntry(path, "it is a symbolic link to nothing");
      return { kind: "node", path, node: { kind, ...attributes, mode: LINK_MODE, target } };
    case "character-device":
    case "block-device":
      return { kind: "node", path, node: { kind, ...attributes, major, minor } };
    case "fifo":
      return { kind: "node", path, node: { kind, ...attributes } };
  }
};

/** Linux knows no other for symbolic links, whatever the tar says. */
const LINK_MODE = 0o777;

const isForeign = (xattr: ByteString): boolean =>
  xattr === "security.selinux" || xattr === "system.nfs4_acl" || xattr.startsWith("trusted.overlay.");

const badEntry = (path: ByteString, why: string): Failure =>
  new Failure("rootfs/bad-layer", `/${fromByteString(path)} in a layer: ${why}`);
