/**
 * One 512-byte header block of a tar: v7, ustar, GNU and star. Sources: POSIX.1-2017 pax, "ustar Interchange Format";
 * https://www.gnu.org/software/tar/manual/html_node/Standard.html; Go archive/tar@1.24 for what is met in images.
 */

import { Failure } from "@deftools/trouble";
import type { ByteString } from "./node.ts";

/** Headers and content come in blocks of this many bytes. */
export const BLOCK = 512;

/** What one header block says, before extended headers change it. */
export interface TarHeader {
  /** The type flag, one character; "\0" is "0" of old. */
  readonly type: string;
  readonly path: ByteString;
  readonly target: ByteString;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
  readonly major: number;
  readonly minor: number;
}

type Field = readonly [offset: number, size: number];

const FIELDS = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  linkName: [157, 100],
  /** "ustar\0" of POSIX, "ustar " of GNU. */
  magic: [257, 6],
  major: [329, 8],
  minor: [337, 8],
  prefix: [345, 155],
  starPrefix: [345, 131],
  /** "tar\0" where star wrote times behind a shorter prefix. */
  starTrailer: [508, 4],
} as const satisfies Readonly<Record<string, Field>>;

/** Whether a block is all zeros, as the two at the end of a tar are. */
export const isZeroBlock = (block: Uint8Array): boolean => block.every((byte) => byte === 0);

/** Reads a header block; `offset` is where it stands, for messages. @throws Failure "rootfs/bad-tar" */
export const parseHeader = (bytes: Uint8Array, offset: number): TarHeader => {
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!hasChecksum(block, offset)) throw badTar(offset, "a header's checksum is wrong");
  const number = (field: keyof typeof FIELDS): number => parseNumber(block, FIELDS[field], offset);
  const name = text(block, FIELDS.name);
  const magic = latin1(block, FIELDS.magic);
  const isStar = latin1(block, FIELDS.starTrailer) === "tar\0";
  const prefix = magic === "ustar\0" ? text(block, isStar ? FIELDS.starPrefix : FIELDS.prefix) : "";
  const type = latin1(block, FIELDS.type);
  const isDevice = magic.startsWith("ustar") && (type === "3" || type === "4");
  return {
    type,
    path: prefix === "" ? name : `${prefix}/${name}`,
    target: text(block, FIELDS.linkName),
    mode: number("mode"),
    uid: number("uid"),
    gid: number("gid"),
    size: number("size"),
    mtime: number("mtime"),
    major: isDevice ? number("major") : 0,
    minor: isDevice ? number("minor") : 0,
  };
};

const latin1 = (block: Buffer, [offset, size]: Field): ByteString =>
  block.toString("latin1", offset, offset + size);

/** Up to the first NUL. */
const text = (block: Buffer, [offset, size]: Field): ByteString => {
  let end = offset;
  while (end < offset + size && block[end] !== 0) end += 1;
  return end === offset ? "" : block.toString("latin1", offset, end);
};

/** A tar that cannot be read, and where. */
export const badTar = (offset: number, why: string): Failure =>
  new Failure("rootfs/bad-tar", `the layer's tar is damaged at byte ${offset}: ${why}`);

/** A number in octal, or in base 256 where the first bit is set. @throws Failure "rootfs/bad-tar" */
export const parseNumber = (block: Uint8Array, field: Field, offset: number): number => {
  const value = 0x80 <= block[field[0]]! ? base256(block, field) : octal(block, field);
  if (value === undefined || !Number.isSafeInteger(value))
    throw badTar(offset + field[0], "a number in a header cannot be read");
  return value;
};

/** Two's complement of all bits but the first, which only marks the form. */
const base256 = (block: Uint8Array, [start, size]: Field): number => {
  const first = block[start]!;
  const isNegative = (first & 0x40) !== 0;
  let value = isNegative ? (first | 0x80) - 256 : first & 0x7f;
  for (let at = start + 1; at < start + size; at += 1) value = value * 256 + block[at]!;
  return value;
};

/** Digits between spaces or NULs; nothing at all is 0. Loops, here and below, since every entry of every layer comes by. */
const octal = (block: Uint8Array, [start, size]: Field): number | undefined => {
  const end = start + size;
  let at = start;
  while (at < end && isBlank(block[at]!)) at += 1;
  let value = 0;
  for (; at < end && !isBlank(block[at]!); at += 1) {
    const digit = block[at]! - 0x30;
    if (digit < 0 || 7 < digit) return undefined;
    value = value * 8 + digit;
  }
  return value;
};

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0;

/** The sum of all bytes, with the checksum's own as spaces; some old programs took the bytes as signed. */
const hasChecksum = (block: Uint8Array, offset: number): boolean => {
  const [start, size] = FIELDS.checksum;
  let unsigned = size * 0x20;
  let high = 0;
  for (let index = 0; index < block.length; index += 1) {
    if (index === start) index += size;
    unsigned += block[index]!;
    high += block[index]! >> 7;
  }
  const sum = parseNumber(block, FIELDS.checksum, offset);
  return sum === unsigned || sum === unsigned - 256 * high;
};
