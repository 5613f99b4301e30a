/** Makes tars byte by byte, for cases that no program writes on demand, and reads them back in one go. */

import type { ByteStream } from "@deftools/bytes";
import { type LayerLimits, readTar, type TarEntry } from "@deftools/rootfs";

const BLOCK = 512;

/** Fields of one header block; all but the name have a default. */
export interface Block {
  readonly name?: string | Uint8Array;
  readonly mode?: string;
  readonly uid?: string | Uint8Array;
  readonly gid?: string;
  readonly size?: string | Uint8Array;
  readonly mtime?: string | Uint8Array;
  readonly type?: string;
  readonly target?: string;
  readonly magic?: string;
  readonly major?: string;
  readonly minor?: string;
  readonly prefix?: string;
  /** Bytes to put at other places. */
  readonly also?: readonly (readonly [offset: number, bytes: string | Uint8Array])[];
  readonly content?: string | Uint8Array;
}

/** A header block with its content, padded. */
export const block = ({ content = "", ...fields }: Block): Buffer => {
  const bytes = Buffer.alloc(BLOCK);
  const data = Buffer.from(content);
  const put = (offset: number, value: string | Uint8Array): unknown => bytes.set(Buffer.from(value), offset);
  put(0, fields.name ?? "file");
  put(100, fields.mode ?? "0000644\0");
  put(108, fields.uid ?? "0000000\0");
  put(116, fields.gid ?? "0000000\0");
  put(124, fields.size ?? `${data.length.toString(8).padStart(11, "0")}\0`);
  put(136, fields.mtime ?? "00000000000\0");
  put(156, fields.type ?? "0");
  put(157, fields.target ?? "");
  put(257, fields.magic ?? "ustar\0" + "00");
  put(329, fields.major ?? "0000000\0");
  put(337, fields.minor ?? "0000000\0");
  put(345, fields.prefix ?? "");
  for (const [offset, value] of fields.also ?? []) put(offset, value);
  put(148, "        ");
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return Buffer.concat([bytes, data, Buffer.alloc((BLOCK - (data.length % BLOCK)) % BLOCK)]);
};

/** A PAX header of records; keys may repeat. */
export const pax = (
  records: readonly (readonly [key: string, value: string | Uint8Array])[],
  type = "x",
): Buffer =>
  block({
    name: "PaxHeaders/x",
    type,
    content: Buffer.concat(records.map(([key, value]) => record(key, value))),
  });

const record = (key: string, value: string | Uint8Array): Buffer => {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), Buffer.from(value), Buffer.from("\n")]);
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
};

/** Blocks with the end of a tar. */
export const tarOf = (...blocks: readonly Buffer[]): Buffer =>
  Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);

/** Bytes as a stream, in chunks of the sizes given, over and over. */
export async function* chunked(
  bytes: Uint8Array,
  sizes: readonly number[] = [65536],
): AsyncGenerator<Uint8Array> {
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** All that a stream gives. */
export const allOf = async (stream: ByteStream): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(Uint8Array.from(part));
  return Buffer.concat(parts);
};

/** An entry with its content read. */
export type WholeEntry = Omit<TarEntry, "content"> & { readonly content: Buffer };

/** All entries of a tar, with their contents. */
export const entriesOf = async (
  tar: ByteStream,
  limits: Partial<LayerLimits> = {},
): Promise<WholeEntry[]> => {
  const entries: WholeEntry[] = [];
  for await (const entry of readTar(tar, limits))
    entries.push({ ...entry, content: await allOf(entry.content) });
  return entries;
};

/** All entries of a tar made of blocks. */
export const read = (...blocks: readonly Buffer[]): Promise<WholeEntry[]> =>
  entriesOf(chunked(tarOf(...blocks)));
