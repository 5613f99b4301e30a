/**
 * A tree as a tar, for a program that unpacks it: PAX records for whatever the old header cannot say exactly, as bytes.
 * Source: POSIX.1-2017 pax, "ustar Interchange Format" and "pax Extended Header".
 *
 *     offset  size  field                     offset  size  field
 *          0   100  name                         156     1  type
 *        100     8  mode, octal                  157   100  link name
 *        108     8  uid                          257     8  "ustar\0" "00"
 *        116     8  gid                          329     8  device major
 *        124    12  size                         337     8  device minor
 *        136    12  mtime
 *        148     8  sum of all bytes, with blanks here
 */

import type { ByteStream } from "@deftools/bytes";
import {
  asByteString,
  type ByteString,
  type Directory,
  fromByteString,
  type Node,
  type RegularFile,
  walk,
} from "@deftools/rootfs";
import { Failure } from "@deftools/trouble";

export interface TarParts<Data> {
  readonly root: Directory<Data>;
  readonly readFile: (file: RegularFile<Data>) => ByteStream;
  /** Whether nodes are written at all; for who cannot unpack some. */
  readonly takes: (node: Node<Data>) => boolean;
}

/** The tar, in the order of `walk`; a node's further names are hard links. @throws Failure "sandbox/bad-content" when a file has another length than it says */
export async function* writeTar<Data>({ root, readFile, takes }: TarParts<Data>): AsyncGenerator<Uint8Array> {
  const names = new Map<Node<Data>, ByteString>();
  for (const { path, node } of walk(root)) {
    if (!takes(node)) continue;
    const first = names.get(node);
    if (first !== undefined) {
      yield header(`./${path}`, node, { type: TYPE.link, target: `./${first}` });
      continue;
    }
    if (node.kind !== "directory") names.set(node, path);
    yield header(`./${path}`, node, {
      type: TYPE[node.kind],
      ...(node.kind === "symlink" && { target: node.target }),
    });
    if (node.kind === "file") yield* content(path, node, readFile(node));
  }
  yield new Uint8Array(2 * BLOCK);
}

const TYPE = {
  file: "0",
  link: "1",
  symlink: "2",
  "character-device": "3",
  "block-device": "4",
  directory: "5",
  fifo: "6",
  socket: "6",
} as const;

/** Bytes. */
const BLOCK = 512;

async function* content(
  path: ByteString,
  { size }: { readonly size: number },
  bytes: ByteStream,
): AsyncGenerator<Uint8Array> {
  let written = 0;
  for await (const chunk of bytes) {
    written += chunk.length;
    yield chunk;
  }
  if (written !== size)
    throw new Failure(
      "sandbox/bad-content",
      `/${fromByteString(path)} should have ${size} bytes, and has ${written}`,
    );
  yield new Uint8Array(padding(size));
}

interface Kind {
  readonly type: string;
  readonly target?: ByteString;
}

const header = <Data>(path: ByteString, node: Node<Data>, { type, target = "" }: Kind): Uint8Array => {
  const size = type === TYPE.file && node.kind === "file" ? node.size : 0;
  const isDevice = node.kind === "character-device" || node.kind === "block-device";
  const records = [
    ["path", path],
    ...(target === "" ? [] : [["linkpath", target]]),
    ["uid", String(node.uid)],
    ["gid", String(node.gid)],
    ["mtime", String(node.mtime)],
    ["size", String(size)],
    ...(type === TYPE.link
      ? []
      : node.xattrs.map(({ name, value }) => [`SCHILY.xattr.${name}`, asByteString(value)])),
  ].map(([key = "", value = ""]) => record(key, value));
  const extended = Buffer.from(records.join(""), "latin1");
  return Buffer.concat([
    block({ type: "x", size: extended.length }),
    extended,
    new Uint8Array(padding(extended.length)),
    block({
      type,
      size,
      mode: node.mode,
      ...(isDevice && { major: node.major, minor: node.minor }),
    }),
  ]);
};

const padding = (length: number): number => (BLOCK - (length % BLOCK)) % BLOCK;

/** `LENGTH KEY=VALUE\n`, where the length counts itself. */
const record = (key: ByteString, value: ByteString): ByteString => {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length;
  while (length !== rest.length + String(length).length) length = rest.length + String(length).length;
  return `${length}${rest}`;
};

interface Fields {
  readonly type: string;
  readonly size: number;
  readonly mode?: number;
  readonly major?: number;
  readonly minor?: number;
}

/** The old header. What PAX records tell is left empty in it, but for the size, which some readers take from here. */
const block = ({ type, size, mode = 0o644, major = 0, minor = 0 }: Fields): Buffer => {
  const bytes = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, digits: number): void => {
    bytes.write(value.toString(8).padStart(digits, "0"), at, "latin1");
  };
  bytes.write("./name-in-pax-record", 0, "latin1");
  octal(mode, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(size <= LARGEST_OCTAL ? size : 0, 124, 11);
  octal(0, 136, 11);
  bytes.write("        ", 148, "latin1");
  bytes.write(type, 156, "latin1");
  bytes.write("ustar\x0000", 257, "latin1");
  octal(major, 329, 7);
  octal(minor, 337, 7);
  octal(
    bytes.reduce((sum, byte) => sum + byte, 0),
    148,
    6,
  );
  bytes[154] = 0;
  return bytes;
};

/** Eleven octal digits. */
const LARGEST_OCTAL = 0o77777777777;
