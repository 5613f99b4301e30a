/** Layers made on the spot: entries in, the bytes of a tar out, the same every time. */

import { gzipSync } from "node:zlib";
import { type Header, pack } from "tar-stream";

/** One entry of a layer; what is left out is root's, readable, and of the year 2020. */
export interface LayerEntry {
  readonly path: string;
  /** Default: `file`; `directory` when the path ends in a slash, `symlink` when `target` is given. */
  readonly type?: "file" | "directory" | "symlink" | "link" | "character-device" | "block-device" | "fifo";
  readonly content?: string | Uint8Array;
  /** Of symbolic and hard links. */
  readonly target?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Seconds since 1970. */
  readonly mtime?: number;
  readonly device?: { readonly major: number; readonly minor: number };
  /** Values are text; `user.note` and the like. */
  readonly xattrs?: Readonly<Record<string, string>>;
}

const defaultMtime = 1_577_836_800;

/** The entries as a tar, in their order. */
export const layerTar = async (entries: readonly LayerEntry[]): Promise<Uint8Array> => {
  const tar = pack();
  for (const entry of entries) {
    const type = typeOf(entry);
    const content = Buffer.from(entry.content ?? "");
    tar.entry(headerOf(entry, type), content);
  }
  tar.finalize();
  const parts: Uint8Array[] = [];
  for await (const part of tar) if (part instanceof Uint8Array) parts.push(part);
  return Buffer.concat(parts);
};

/** gzip without a time stamp, so that a layer has one digest. */
export const gzipLayer = (tar: Uint8Array): Uint8Array => gzipSync(tar, { level: 6 });

type EntryType = NonNullable<LayerEntry["type"]>;

const typeOf = ({ type, path, target }: LayerEntry): EntryType => {
  if (type !== undefined) return type;
  if (target !== undefined) return "symlink";
  return path.endsWith("/") ? "directory" : "file";
};

const headerOf = (entry: LayerEntry, type: EntryType): Partial<Header> & { name: string } => ({
  name: entry.path,
  type,
  mode: entry.mode ?? defaultModes[type],
  uid: entry.uid ?? 0,
  gid: entry.gid ?? 0,
  mtime: new Date((entry.mtime ?? defaultMtime) * 1000),
  ...(entry.target !== undefined && { linkname: entry.target }),
  ...(entry.device && { devmajor: entry.device.major, devminor: entry.device.minor }),
  ...(entry.xattrs && {
    pax: Object.fromEntries(
      Object.entries(entry.xattrs).map(([name, value]) => [`SCHILY.xattr.${name}`, value]),
    ),
  }),
});

const defaultModes: Readonly<Record<EntryType, number>> = {
  file: 0o644,
  directory: 0o755,
  symlink: 0o777,
  link: 0o644,
  "character-device": 0o600,
  "block-device": 0o600,
  fifo: 0o644,
};
