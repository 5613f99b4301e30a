/**
 * Sparse files of GNU tar in all four dialects: old (in the header block), 0.0 and 0.1 (in PAX records), 1.0 (before the data).
 * Source: https://www.gnu.org/software/tar/manual/html_node/Sparse-Formats.html
 */

import type { ByteStream } from "@deftools/bytes";
import { asByteString } from "./byte-string.ts";
import { type LayerLimits, within } from "./limits.ts";
import type { ByteString } from "./node.ts";
import { type PaxRecord, paxNumber } from "./pax.ts";
import { BLOCK, badTar, parseNumber } from "./tar-header.ts";

/** Where a run of data stands in the file; what no region covers is zeros. */
export interface Region {
  readonly offset: number;
  readonly length: number;
}

/** A sparse file: its size with holes, and its data in order. */
export interface SparseMap {
  readonly size: number;
  readonly regions: readonly Region[];
}

/** Of the old header block and its continuations. */
const OLD = {
  regions: { offset: 386, count: 4 },
  isExtended: 482,
  realSize: [483, 12],
  extension: { regions: { offset: 0, count: 21 }, isExtended: 504 },
  region: { size: 24, number: 12 },
} as const;

/** The map of an entry of type "S"; `readBlock` gives the blocks that continue its header. */
export const readOldMap = async (
  header: Uint8Array,
  offset: number,
  readBlock: () => Promise<Uint8Array>,
  limits: LayerLimits,
): Promise<SparseMap> => {
  const regions: Region[] = [];
  const take = (block: Uint8Array, table: { readonly offset: number; readonly count: number }): void => {
    for (let index = 0; index < table.count; index += 1) {
      const at = table.offset + index * OLD.region.size;
      if (block[at] === 0) return;
      regions.push({
        offset: parseNumber(block, [at, OLD.region.number], offset),
        length: parseNumber(block, [at + OLD.region.number, OLD.region.number], offset),
      });
    }
  };
  take(header, OLD.regions);
  for (let isExtended = header[OLD.isExtended] !== 0; isExtended; ) {
    const block = await readBlock();
    take(block, OLD.extension.regions);
    within(limits, "sparseRegions", regions.length, () => "regions of a sparse file in the layer");
    isExtended = block[OLD.extension.isExtended] !== 0;
  }
  return { size: parseNumber(header, OLD.realSize, offset), regions };
};

/** What the PAX records of an entry say of holes; `undefined` where it is no sparse file. */
export const sparseKind = (
  values: ReadonlyMap<ByteString, ByteString>,
): "0.0" | "0.1" | "1.0" | undefined => {
  const [major, minor] = [values.get("GNU.sparse.major"), values.get("GNU.sparse.minor")];
  if (major === "1" && minor === "0") return "1.0";
  if (values.has("GNU.sparse.map")) return "0.1";
  return values.has("GNU.sparse.size") ? "0.0" : undefined;
};

/** The map in PAX records of 0.0 (a pair of records for each region) and 0.1 (one record with all numbers). */
export const paxMap = (records: readonly PaxRecord[], offset: number): SparseMap => {
  const values = new Map(records);
  const map = values.get("GNU.sparse.map");
  const numbers =
    map === undefined
      ? records.filter(([key]) => key === "GNU.sparse.offset" || key === "GNU.sparse.numbytes").map(paxValue)
      : map.split(",").filter((text) => text !== "");
  return { size: paxNumber(values.get("GNU.sparse.size") ?? "", offset), regions: inPairs(numbers, offset) };
};

/** The map of 1.0: decimal numbers, a line each, the count of regions first, in whole blocks before the data. */
export const readLeadingMap = async (
  size: number,
  offset: number,
  readBlock: () => Promise<Uint8Array>,
  limits: LayerLimits,
): Promise<SparseMap> => {
  let unread = "";
  const line = async (): Promise<ByteString> => {
    let end = unread.indexOf("\n");
    while (end < 0) {
      if (BLOCK < unread.length) throw badTar(offset, "the map of a sparse file cannot be read");
      unread += asByteString(await readBlock());
      end = unread.indexOf("\n");
    }
    const text = unread.slice(0, end);
    unread = unread.slice(end + 1);
    return text;
  };
  const count = paxNumber(await line(), offset);
  within(limits, "sparseRegions", count, () => "regions of a sparse file in the layer");
  const numbers: ByteString[] = [];
  while (numbers.length < 2 * count) numbers.push(await line());
  return { size, regions: inPairs(numbers, offset) };
};

/** Proves that regions are in order, inside the file, and have as much data as is stored. @throws Failure "rootfs/bad-tar" */
export const checkMap = ({ size, regions }: SparseMap, stored: number, offset: number): void => {
  let end = 0;
  let data = 0;
  for (const region of regions) {
    if (region.offset < end || region.length < 0 || size < region.offset + region.length)
      throw badTar(offset, "the regions of a sparse file are out of order or outside of it");
    end = region.offset + region.length;
    data += region.length;
  }
  if (data !== stored)
    throw badTar(offset, `a sparse file has ${stored} bytes of data, its map tells of ${data}`);
};

/** The whole content: data from `data`, zeros between. Needs no more memory than one chunk. */
export async function* expand({ size, regions }: SparseMap, data: ByteStream): AsyncGenerator<Uint8Array> {
  let at = 0;
  let index = 0;
  let inRegion = 0;
  for await (const chunk of data) {
    for (let used = 0; used < chunk.length; ) {
      const region = regions[index]!;
      yield* zeros(region.offset + inRegion - at);
      const part = chunk.subarray(used, used + region.length - inRegion);
      if (0 < part.length) yield part;
      used += part.length;
      inRegion += part.length;
      at = region.offset + inRegion;
      if (inRegion === region.length) [index, inRegion] = [index + 1, 0];
    }
  }
  yield* zeros(size - at);
}

/** Shared by all holes, since chunks are there to be read only. */
const hole = new Uint8Array(128 * 1024);

function* zeros(length: number): Generator<Uint8Array> {
  for (let left = length; 0 < left; left -= hole.length) yield hole.subarray(0, Math.min(left, hole.length));
}

const inPairs = (numbers: readonly ByteString[], offset: number): Region[] => {
  const regions: Region[] = [];
  for (let index = 0; index + 1 < numbers.length; index += 2)
    regions.push({
      offset: paxNumber(numbers[index]!, offset),
      length: paxNumber(numbers[index + 1]!, offset),
    });
  return regions;
};

const paxValue = ([, value]: PaxRecord): ByteString => value;
