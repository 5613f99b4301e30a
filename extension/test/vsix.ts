/** Reads the files of a vsix, which is a zip, for tests (APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16). */

import { inflateRawSync } from "node:zlib";

const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const STORED = 0;

/** Every file of a zip without comment, by its path. */
export const readZip = (zip: Buffer): ReadonlyMap<string, Buffer> => {
  const files = new Map<string, Buffer>();
  const end = zip.length - END_SIZE;
  if (zip.readUInt32LE(end) !== 0x06054b50) throw new Error("not a zip without comment");
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); 0 < left; left--) {
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const name = zip.readUInt16LE(at + 28);
    const extra = zip.readUInt16LE(at + 30);
    const comment = zip.readUInt16LE(at + 32);
    const local = zip.readUInt32LE(at + 42);
    const start = local + LOCAL_SIZE + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + size);
    const path = zip.toString("utf8", at + ENTRY_SIZE, at + ENTRY_SIZE + name);
    files.set(path, method === STORED ? bytes : inflateRawSync(bytes));
    at += ENTRY_SIZE + name + extra + comment;
  }
  return files;
};
