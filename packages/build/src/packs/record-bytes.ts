/**
 * Records of a layer as bytes, read one at a time: a layer may have hundreds of thousands, and nobody needs two of them at once.
 * One after the other:
 *
 *     kind   1        0x80 is set where attributes follow
 *     path   text
 *     head   mode, uid, gid, mtime (of nodes); [count, (name text, value text)…] where the bit is set
 *     own    file: its number in the data area · symlink, hard link: target text · device: major, minor
 *
 * A number is 7 bits a byte, the lowest first, the last byte below 0x80; one that may be negative is doubled, with its sign in the
 * lowest bit. A text is its length and its bytes.
 */

import type { Attributes, LayerRecord, Node } from "@deftools/rootfs";
import type { FileTable, PlacedFile, StoredFile } from "@deftools/squashfs";
import { assert } from "@deftools/trouble";

/** Records that can be walked any number of times. */
export interface Records extends Iterable<LayerRecord<StoredFile>> {
  /** The same records, each changed when it is walked by. */
  map<Result>(change: (record: LayerRecord<StoredFile>) => Result): Iterable<Result>;
  /** The same records, their contents in the area with this number. */
  placed(area: number): Iterable<LayerRecord<PlacedFile>>;
}

/** Takes records and gives their bytes. */
export interface RecordWriter {
  add(record: LayerRecord<StoredFile>): void;
  bytes(): readonly Uint8Array[];
}

/** The first byte of a record; the order is the format. */
const kinds = [
  "directory",
  "file",
  "symlink",
  "character-device",
  "block-device",
  "fifo",
  "socket",
  "hard-link",
  "whiteout",
  "opaque",
] as const;
const withXattrs = 0x80;

/** Bytes of a chunk, as large as those of file tables; a longer record has a chunk of its own. */
const chunkSize = 1 << 20;
/** More than all numbers of a record take. */
const numbersSize = 100;

export const createRecordWriter = (): RecordWriter => {
  const full: Uint8Array[] = [];
  let chunk = Buffer.allocUnsafeSlow(chunkSize);
  let used = 0;

  const room = (size: number): void => {
    if (used + size <= chunk.length) return;
    full.push(chunk.subarray(0, used));
    chunk = Buffer.allocUnsafeSlow(Math.max(chunkSize, size));
    used = 0;
  };
  const number = (value: number): void => {
    let rest = value;
    for (; 0x80 <= rest; rest = Math.floor(rest / 0x80)) chunk[used++] = (rest % 0x80) | 0x80;
    chunk[used++] = rest;
  };
  const signed = (value: number): void => number(value < 0 ? -2 * value - 1 : 2 * value);
  const text = (value: string): void => {
    number(value.length);
    used += chunk.write(value, used, "latin1");
  };
  const head = ({ mode, uid, gid, mtime, xattrs }: Attributes): void => {
    number(mode);
    number(uid);
    number(gid);
    signed(mtime);
    if (xattrs.length === 0) return;
    number(xattrs.length);
    for (const { name, value } of xattrs) {
      room(numbersSize + name.length + value.length);
      text(name);
      number(value.length);
      chunk.set(value, used);
      used += value.length;
    }
  };
  const start = (kind: (typeof kinds)[number], path: string, more: number, flags = 0): void => {
    room(numbersSize + path.length + more);
    chunk[used++] = kinds.indexOf(kind) | flags;
    text(path);
  };
  const own = (node: Exclude<Node<StoredFile>, { kind: "directory" }>): void => {
    switch (node.kind) {
      case "file":
        number(node.data.number);
        break;
      case "symlink":
        room(numbersSize + node.target.length);
        text(node.target);
        break;
      case "character-device":
      case "block-device":
        number(node.major);
        number(node.minor);
        break;
      default:
    }
  };

  return {
    add: (record) => {
      const { kind, path } = record;
      switch (kind) {
        case "node":
        case "directory": {
          const { node } = record;
          start(node.kind, path, 0, node.xattrs.length === 0 ? 0 : withXattrs);
          head(node);
          room(numbersSize);
          if (node.kind !== "directory") own(node);
          break;
        }
        case "hard-link":
          start(kind, path, record.target.length);
          text(record.target);
          break;
        default:
          start(kind, path, 0);
      }
    },
    bytes: () => [...full, chunk.subarray(0, used)],
  };
};

/** The records in bytes that a writer gave; files are those of the table. */
export const readRecords = (bytes: Buffer, files: FileTable): Records => {
  const walk = (): Generator<LayerRecord<StoredFile>> =>
    walkRecords(bytes, files, (number) => files.at(number));
  return {
    [Symbol.iterator]: walk,
    map: (change) => ({
      *[Symbol.iterator]() {
        for (const record of walk()) yield change(record);
      },
    }),
    placed: (area) => ({
      [Symbol.iterator]: () => walkRecords(bytes, files, (number) => ({ area, file: files.at(number) })),
    }),
  };
};

/** Nodes stay in trees: they are written out, since spread objects are a third larger. */
function* walkRecords<Data>(
  bytes: Buffer,
  files: FileTable,
  dataOf: (file: number) => Data,
): Generator<LayerRecord<Data>> {
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = bytes[at++]!;
      if (byte < 0x80) return value + byte * scale;
      value += (byte - 0x80) * scale;
    }
  };
  const signed = (): number => {
    const value = number();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  const text = (): string => {
    const length = number();
    at += length;
    return bytes.toString("latin1", at - length, at);
  };
  const xattrs = (): Attributes["xattrs"] =>
    Array.from({ length: number() }, () => {
      const name = text();
      const length = number();
      at += length;
      return { name, value: Uint8Array.from(bytes.subarray(at - length, at)) };
    });

  while (at < bytes.length) {
    const first = bytes[at++]!;
    const kind = kinds[first & ~withXattrs];
    assert(kind !== undefined, "the index of a pack holds known kinds of records");
    const path = text();
    if (kind === "hard-link") yield { kind, path, target: text() };
    else if (kind === "whiteout" || kind === "opaque") yield { kind, path };
    else {
      const mode = number();
      const uid = number();
      const gid = number();
      const mtime = signed();
      const attributes = first < withXattrs ? none : xattrs();
      switch (kind) {
        case "directory":
          yield { kind, path, node: { kind, mode, uid, gid, mtime, xattrs: attributes } };
          break;
        case "file": {
          const file = number();
          const size = files.sizeOf(file);
          const data = dataOf(file);
          yield {
            kind: "node",
            path,
            node: { kind, mode, uid, gid, mtime, xattrs: attributes, size, data },
          };
          break;
        }
        case "symlink": {
          const target = text();
          yield { kind: "node", path, node: { kind, mode, uid, gid, mtime, xattrs: attributes, target } };
          break;
        }
        case "character-device":
        case "block-device": {
          const device = { major: number(), minor: number() };
          yield { kind: "node", path, node: { kind, mode, uid, gid, mtime, xattrs: attributes, ...device } };
          break;
        }
        default:
          yield { kind: "node", path, node: { kind, mode, uid, gid, mtime, xattrs: attributes } };
      }
    }
  }
}

/** One for all files that have none. */
const none: Attributes["xattrs"] = [];
