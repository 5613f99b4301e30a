/** One entry of a tar: its header, its extended headers and its content, taken together. Sources: as `tar.ts`. */

import type { ByteStream } from "@deftools/bytes";
import { assert } from "@deftools/trouble";
import type { ByteReader } from "./byte-reader.ts";
import { fromByteString } from "./byte-string.ts";
import { type LayerLimits, within } from "./limits.ts";
import type { Attributes, ByteString } from "./node.ts";
import { type PaxRecord, paxNumber, paxValues, paxXattrs } from "./pax.ts";
import {
  checkMap,
  expand,
  paxMap,
  readLeadingMap,
  readOldMap,
  type SparseMap,
  sparseKind,
} from "./sparse.ts";
import { BLOCK, badTar, type TarHeader } from "./tar-header.ts";

/** One entry, with what its extended headers say. */
export interface TarEntry extends Attributes {
  readonly kind:
    | "file"
    | "directory"
    | "symlink"
    | "hard-link"
    | "character-device"
    | "block-device"
    | "fifo";
  /** As written, not normalized; never with a NUL. */
  readonly path: ByteString;
  /** Of links; empty elsewhere. */
  readonly target: ByteString;
  /** Of devices; 0 elsewhere. */
  readonly major: number;
  readonly minor: number;
  /** Of a file's content, holes included. */
  readonly size: number;
  /** To be read, or left, before the next entry is asked for. */
  readonly content: ByteStream;
  /** Takes the content where it is in memory whole; it must be used before the next entry is asked for. */
  takeWhole(): Uint8Array | undefined;
}

/** What extended headers said before an entry. */
export interface Before {
  readonly isEmpty?: false;
  readonly records: readonly PaxRecord[];
  readonly longPath?: ByteString;
  readonly longTarget?: ByteString;
}

/** An entry, absent where there is nothing to tell (volume labels); `finish` passes over what was not read of its content. */
export interface Member {
  readonly entry: TarEntry | undefined;
  /** Something to wait for only where bytes have to come. */
  finish(): Promise<void> | undefined;
}

/** What is known before an entry is opened. */
export interface Context {
  readonly before: Before;
  readonly globals: Iterable<PaxRecord>;
  readonly bounds: LayerLimits;
  readonly offset: number;
}

/** The kinds by type flag; "7" is a contiguous file, "D" a directory with a list of its names, "S" an old sparse file. */
const kinds: Readonly<Record<string, TarEntry["kind"]>> = {
  "\0": "file",
  "0": "file",
  "1": "hard-link",
  "2": "symlink",
  "3": "character-device",
  "4": "block-device",
  "5": "directory",
  "6": "fifo",
  "7": "file",
  D: "directory",
  S: "file",
};

/** Whose size field does not count bytes that follow. */
const HEADER_ONLY = "123456";
const VOLUME_LABEL = "V";

/**
 * Opens the entry of a header, with all that was said before it; only sparse files have to be waited for.
 * @throws Failure "rootfs/bad-tar" · "rootfs/limit"
 */
export const openMember = (
  reader: ByteReader,
  block: Uint8Array,
  header: TarHeader,
  { before, globals, bounds, offset }: Context,
): Member | Promise<Member> => {
  const records = [...globals, ...before.records];
  const values = records.length === 0 ? noValues : paxValues(records);
  const number = (key: string, otherwise: number): number => {
    const text = values.get(key);
    return text === undefined ? otherwise : paxNumber(text, offset);
  };
  const path = before.longPath ?? values.get("GNU.sparse.name") ?? values.get("path") ?? header.path;
  const target = before.longTarget ?? values.get("linkpath") ?? header.target;
  if (path.includes("\0") || target.includes("\0")) throw badTar(offset, "a name has a NUL in it");
  within(
    bounds,
    "pathBytes",
    Math.max(path.length, target.length),
    () => `path of an entry in the layer, "${fromByteString(path.slice(0, 80))}"`,
  );

  const length = HEADER_ONLY.includes(header.type) ? 0 : number("size", header.size);
  const owner = { uid: number("uid", header.uid), gid: number("gid", header.gid) };
  if (length < 0) throw badTar(offset, "a size is negative");
  if (!isId(owner.uid) || !isId(owner.gid)) throw badTar(offset, "an owner is no 32-bit number");
  const isLabel = header.type === VOLUME_LABEL;
  const kind =
    path.endsWith("/") && length === 0 && kinds[header.type] === "file" ? "directory" : kinds[header.type];
  if (kind === undefined && !isLabel)
    throw badTar(offset, `an entry has the type ${JSON.stringify(header.type)}, which nobody knows`);

  const body = openBody(reader, header.type === "S" ? number("size", header.size) : length);
  const memberWith = (map: SparseMap | undefined): Member => {
    const size = map?.size ?? length;
    within(bounds, "fileBytes", size, () => `size of "${fromByteString(path)}" in the layer`);
    const entry: TarEntry = {
      kind: kind ?? "file",
      path,
      target: kind === "symlink" || kind === "hard-link" ? target : "",
      mode: header.mode & 0o7777,
      ...owner,
      mtime: number("mtime", header.mtime),
      xattrs: records.length === 0 ? noXattrs : paxXattrs(records, bounds, path),
      major: header.major,
      minor: header.minor,
      size: kind === "file" ? size : 0,
      content: map === undefined ? body.chunks : expand(map, body.chunks),
      takeWhole: () => (map === undefined ? body.takeWhole() : undefined),
    };
    return { entry: isLabel ? undefined : entry, finish: body.finish };
  };
  const sparse = header.type === "S" ? "old" : sparseKind(values);
  return sparse === undefined || kinds[header.type] !== "file"
    ? memberWith(undefined)
    : sparseMap(reader, body, block, { kind: sparse, values, records, bounds, offset }).then(memberWith);
};

const noValues: ReadonlyMap<ByteString, ByteString> = new Map();
/** One for all entries that have none. */
const noXattrs: Attributes["xattrs"] = [];

const isId = (id: number): boolean => 0 <= id && id <= 0xffffffff;

const sparseMap = async (
  reader: ByteReader,
  body: Body,
  block: Uint8Array,
  {
    kind,
    values,
    records,
    bounds,
    offset,
  }: Omit<Context, "before" | "globals"> & {
    readonly kind: NonNullable<ReturnType<typeof sparseKind>> | "old";
    readonly values: ReadonlyMap<ByteString, ByteString>;
    readonly records: readonly PaxRecord[];
  },
): Promise<SparseMap> => {
  const wholeBlock = (bytes: Uint8Array): Uint8Array => {
    if (bytes.length < BLOCK) throw badTar(reader.offset, "it ends inside the map of a sparse file");
    return bytes;
  };
  let map: SparseMap;
  if (kind === "old")
    map = await readOldMap(block, offset, async () => wholeBlock(await reader.read(BLOCK)), bounds);
  else if (kind === "1.0") {
    const realSize = paxNumber(values.get("GNU.sparse.realsize") ?? "", offset);
    map = await readLeadingMap(realSize, offset, async () => wholeBlock(await body.read(BLOCK)), bounds);
  } else map = paxMap(records, offset);
  checkMap(map, body.left(), offset);
  return map;
};

/** Zeros up to a whole block. */
export const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/** The stored content of an entry. */
interface Body {
  readonly chunks: ByteStream;
  left(): number;
  read(length: number): Promise<Uint8Array>;
  takeWhole(): Uint8Array | undefined;
  finish(): Promise<void> | undefined;
}

const openBody = (reader: ByteReader, length: number): Body => {
  let left = length;
  let isFinished = false;
  const truncated = () => badTar(reader.offset, "it ends inside the content of an entry");
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    while (0 < left) {
      assert(!isFinished, "an entry's content is read before the next entry is asked for");
      const part = await reader.readSome(left);
      if (part.length === 0) throw truncated();
      left -= part.length;
      yield part;
    }
  };
  const pass = async (wanted: number): Promise<void> => {
    if ((await reader.skip(wanted)) < wanted) throw truncated();
  };
  return {
    chunks: { [Symbol.asyncIterator]: chunks },
    left: () => left,
    read: async (wanted) => {
      const bytes = await reader.read(Math.min(wanted, left));
      left -= bytes.length;
      return bytes;
    },
    takeWhole: () => {
      const bytes = reader.take(left);
      if (bytes !== undefined) left = 0;
      return bytes;
    },
    finish: () => {
      isFinished = true;
      const all = left + padding(length);
      return reader.take(all) === undefined ? pass(all) : undefined;
    },
  };
};
