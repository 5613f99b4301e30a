/**
 * A checksum for each page of a file that is written from its start on, so that a flipped bit on the disk is noticed before it gets
 * into an image. CRC-32: against accidents, and several times as fast as a hash that withstands people.
 */

import { crc32 } from "node:zlib";
import type { ByteSource } from "@deftools/bytes";
import { Failure } from "@deftools/trouble";

/** Bytes. The last page may be shorter. */
export const pageSize = 1 << 18;

/** Sums pages up while they are written. */
export interface PageSums {
  /** Takes the bytes that come next in the file. */
  add(bytes: Uint8Array): void;
  /** Of all pages, the last one as it is now. */
  sums(): readonly number[];
}

export const createPageSums = (): PageSums => {
  const done: number[] = [];
  let sum = 0;
  let used = 0;
  return {
    add: (bytes) => {
      for (let at = 0; at < bytes.length; ) {
        const part = bytes.subarray(at, at + pageSize - used);
        sum = crc32(part, sum);
        used += part.length;
        at += part.length;
        if (used < pageSize) continue;
        done.push(sum);
        sum = 0;
        used = 0;
      }
    },
    sums: () => (used === 0 ? done : [...done, sum]),
  };
};

/**
 * The first `length` bytes of a source, each page checked when it is read first.
 * @throws while it is read: Failure "build/damaged-pack"
 */
export const checkedSource = (
  source: ByteSource & Required<Pick<ByteSource, "readInto">>,
  {
    length,
    sums,
    name,
  }: { readonly length: number; readonly sums: readonly number[]; readonly name: string },
): ByteSource => {
  const isChecked = new Uint8Array(sums.length);
  const check = (page: number, bytes: Uint8Array): void => {
    if (crc32(bytes) !== sums[page])
      throw new Failure("build/damaged-pack", `the cached pack ${name} is damaged`, {
        hint: "it is made again; if that happens often, look at the disk",
      });
    isChecked[page] = 1;
  };
  const endOf = (page: number): number => Math.min((page + 1) * pageSize, length);

  const checkEnd = (end: number): void => {
    if (length < end)
      throw new Failure("bytes/truncated", `the cached pack ${name} ends before what is read of it`);
  };

  const readInto = async (offset: number, target: Uint8Array): Promise<void> => {
    const end = offset + target.length;
    checkEnd(end);
    for (let page = Math.floor(offset / pageSize); page * pageSize < end; page += 1) {
      const start = page * pageSize;
      const isWhole = offset <= start && endOf(page) <= end;
      if (isChecked[page] === 1 || isWhole) continue;
      check(page, await source.read(start, endOf(page) - start));
    }
    await source.readInto(offset, target);
    for (let page = Math.ceil(offset / pageSize); endOf(page) <= end && page < sums.length; page += 1) {
      if (isChecked[page] === 1) continue;
      check(page, target.subarray(page * pageSize - offset, endOf(page) - offset));
    }
  };
  return {
    size: length,
    read: async (offset, wanted) => {
      // lengths may be damaged: what is not there must not take memory
      checkEnd(offset + wanted);
      const bytes = Buffer.allocUnsafeSlow(wanted);
      await readInto(offset, bytes);
      return bytes;
    },
    readInto,
  };
};
