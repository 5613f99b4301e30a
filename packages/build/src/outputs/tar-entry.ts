/**
 * One header of a tar, exact to the byte: ustar, and a PAX header where ustar has no room (POSIX.1-2024, pax). The same node gives the
 * same bytes. (tar-stream's writer takes names and attributes as text, and 0 for "use a default"; layers need neither.)
 *
 *     offset  size  field            offset  size  field
 *          0   100  name                156     1  type
 *        100     8  mode                157   100  link target
 *        108     8  user                257     8  magic, version
 *        116     8  group               329     8  major
 *        124    12  size                337     8  minor
 *        136    12  mtime               345   155  prefix (unused)
 *        148     8  checksum
 */

import type { Node } from "@deftools/rootfs";

/** What a header says; `target` is that of a link, hard or not. Paths are byte strings. */
export interface TarHeader {
  readonly path: string;
  readonly type: keyof typeof typeFlags;
  readonly size: number;
  readonly attributes: Pick<Node<unknown>, "mode" | "uid" | "gid" | "mtime" | "xattrs">;
  readonly target?: string;
  readonly device?: { readonly major: number; readonly minor: number };
}

const typeFlags = {
  file: "0",
  "hard-link": "1",
  symlink: "2",
  "character-device": "3",
  "block-device": "4",
  directory: "5",
  fifo: "6",
  pax: "x",
} as const;

const BLOCK = 512;

/** The blocks in front of a content. */
export const tarHeader = (header: TarHeader): Uint8Array => {
  const records = paxRecords(header);
  const main = ustar(header);
  if (records.length === 0) return main;
  const body = Buffer.from(records.join(""), "latin1");
  const attributes = { mode: 0o644, uid: 0, gid: 0, mtime: 0, xattrs: [] };
  const pax = ustar({ path: "PaxHeaders/entry", type: "pax", size: body.length, attributes });
  return Buffer.concat([pax, body, tarPadding(body.length), main]);
};

/** What fills the last block of a content. */
export const tarPadding = (size: number): Uint8Array => new Uint8Array(-size & (BLOCK - 1));

/** Two empty blocks. */
export const tarEnd: Uint8Array = new Uint8Array(2 * BLOCK);

const LARGEST_ID = 0o7777777;
const LARGEST_SIZE = 0o77777777777;

const ustar = ({ path, type, size, attributes, target = "", device }: TarHeader): Uint8Array => {
  const { mode, uid, gid, mtime } = attributes;
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number, at: number): unknown =>
    block.write(`${value.toString(8).padStart(digits, "0")}\0`, at, "latin1");
  block.write(path.slice(0, 100), 0, "latin1");
  octal(mode, 7, 100);
  octal(Math.min(uid, LARGEST_ID), 7, 108);
  octal(Math.min(gid, LARGEST_ID), 7, 116);
  octal(Math.min(size, LARGEST_SIZE), 11, 124);
  octal(Math.max(0, mtime), 11, 136);
  block.write(typeFlags[type], 156, "latin1");
  block.write(target.slice(0, 100), 157, "latin1");
  block.write("ustar\x0000", 257, "latin1");
  octal(Math.min(device?.major ?? 0, LARGEST_ID), 7, 329);
  octal(Math.min(device?.minor ?? 0, LARGEST_ID), 7, 337);
  block.fill(" ", 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
};

const paxRecords = ({ path, target = "", size, attributes }: TarHeader): readonly string[] => {
  const { uid, gid, mtime, xattrs } = attributes;
  const records: string[] = [];
  const add = (key: string, value: string | number): unknown => records.push(paxRecord(key, `${value}`));
  const texts = [path, target].filter((text) => !isPlain(text));
  if (texts.some((text) => !isUtf8(text))) add("hdrcharset", "BINARY");
  if (!isPlain(path)) add("path", path);
  if (!isPlain(target)) add("linkpath", target);
  if (LARGEST_ID < uid) add("uid", uid);
  if (LARGEST_ID < gid) add("gid", gid);
  if (LARGEST_SIZE < size) add("size", size);
  if (mtime < 0) add("mtime", mtime);
  for (const { name, value } of xattrs) add(`SCHILY.xattr.${name}`, Buffer.from(value).toString("latin1"));
  return records;
};

/** What ustar says alike everywhere. */
const isPlain = (text: string): boolean => text.length <= 100 && /^[\x20-\x7e]*$/.test(text);

const isUtf8 = (text: string): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(text, "latin1"));
    return true;
  } catch {
    return false;
  }
};

/** `LENGTH KEY=VALUE\n`, where LENGTH counts itself. */
const paxRecord = (key: string, value: string): string => {
  const rest = key.length + value.length + 3;
  let length = rest + `${rest}`.length;
  if (`${length}`.length !== `${rest}`.length) length = rest + `${length}`.length;
  return `${length} ${key}=${value}\n`;
};
