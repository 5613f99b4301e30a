/**
 * The records of PAX extended headers, as bytes: `LENGTH KEY=VALUE\n`. Sources: POSIX.1-2017 pax, "pax Extended Header"; xattr keys as
 * star, GNU tar (`SCHILY.xattr.`) and libarchive (`LIBARCHIVE.xattr.`) write them.
 */

import { asByteString, fromByteString } from "./byte-string.ts";
import { type LayerLimits, within } from "./limits.ts";
import type { ByteString, Xattr } from "./node.ts";
import { badTar } from "./tar-header.ts";

/** One record. Keys may come more than once (sparse 0.0), so records stay a list. */
export type PaxRecord = readonly [key: ByteString, value: ByteString];

/** Splits a header into its records, each a string of its own that does not keep the header alive. @throws Failure "rootfs/bad-tar" */
export const parsePax = (bytes: Uint8Array, offset: number): PaxRecord[] => {
  const records: PaxRecord[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(SPACE, at);
    const equals = bytes.indexOf(EQUALS, space);
    const digits = asByteString(bytes.subarray(at, Math.max(at, Math.min(space, at + MOST_DIGITS))));
    const end = at + Number(digits);
    if (!/^\d+$/.test(digits) || equals < space || end <= equals || bytes[end - 1] !== NEWLINE) {
      // Some writers fill the last block with NULs.
      if (bytes.subarray(at).every((byte) => byte === 0)) break;
      throw badTar(offset + at, "a record of an extended header cannot be read");
    }
    records.push([
      asByteString(bytes.subarray(space + 1, equals)),
      asByteString(bytes.subarray(equals + 1, end - 1)),
    ]);
    at = end;
  }
  return records;
};

const [SPACE, EQUALS, NEWLINE] = [0x20, 0x3d, 0x0a];
/** A length has no more digits than these, far over any limit. */
const MOST_DIGITS = 10;

/** The last value of each key; an empty one gives way to the header block, as POSIX has it. */
export const paxValues = (records: readonly PaxRecord[]): ReadonlyMap<ByteString, ByteString> => {
  const values = new Map(records);
  for (const [key, value] of values) if (value === "") values.delete(key);
  return values;
};

/** A whole number; fractions are rounded down. @throws Failure "rootfs/bad-tar" */
export const paxNumber = (text: ByteString, offset: number): number => {
  const value = /^-?\d+(\.\d*)?$/.test(text) ? floor(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw badTar(offset, "a number of an extended header cannot be read");
  return value;
};

/** Through text, since a double cannot tell 1 - 1e-20 from 1. */
const floor = (text: ByteString): number => {
  const [whole = "", fraction = ""] = text.split(".");
  const isBelow = text.startsWith("-") && /[1-9]/.test(fraction);
  return Number(whole) - (isBelow ? 1 : 0) + 0;
};

const SCHILY = "SCHILY.xattr.";
const LIBARCHIVE = "LIBARCHIVE.xattr.";

/** The extended attributes among records, sorted by name; where both spellings tell one, the raw bytes count. */
export const paxXattrs = (records: readonly PaxRecord[], limits: LayerLimits, path: ByteString): Xattr[] => {
  const found = new Map<ByteString, ByteString>();
  for (const [key, value] of records)
    if (key.startsWith(LIBARCHIVE))
      found.set(
        percentDecoded(key.slice(LIBARCHIVE.length)),
        Buffer.from(value, "base64").toString("latin1"),
      );
  for (const [key, value] of records)
    if (key.startsWith(SCHILY)) found.set(keywordDecoded(key.slice(SCHILY.length)), value);
  let bytes = 0;
  for (const [name, value] of found) bytes += name.length + value.length;
  within(limits, "xattrBytes", bytes, () => `extended attributes of ${fromByteString(path)} in the layer`);
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value: Uint8Array.from(Buffer.from(value, "latin1")) }));
};

/** GNU tar writes `=` and `%` in names this way, and only these. */
const keywordDecoded = (text: ByteString): ByteString => text.replaceAll("%3D", "=").replaceAll("%25", "%");

const percentDecoded = (text: ByteString): ByteString =>
  text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
