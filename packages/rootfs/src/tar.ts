/**
 * A tar as a stream of entries, whatever dialect: v7, ustar, GNU, star, PAX. Binary-safe: names are byte strings and attributes bytes.
 * Sources: as `tar-header.ts`, `pax.ts` and `sparse.ts`.
 *
 *     header [x: PAX records]  header [L: long name]  header  content  …  zeros zeros
 *     └── apply to the next ordinary entry ───────────────┘  └─ padded to 512
 */

import type { ByteStream } from "@deftools/bytes";
import { type ByteReader, openByteReader } from "./byte-reader.ts";
import { untilNul } from "./byte-string.ts";
import { defaultLimits, type LayerLimits, within } from "./limits.ts";
import type { ByteString } from "./node.ts";
import { type PaxRecord, parsePax } from "./pax.ts";
import { type Before, openMember, padding, type TarEntry } from "./tar-entry.ts";
import { BLOCK, badTar, isZeroBlock, parseHeader, type TarHeader } from "./tar-header.ts";

/**
 * The entries of a tar in order. Reads the stream to its end, padding included; closes it when left early.
 * @throws Failure "rootfs/bad-tar" with the offset · "rootfs/limit" naming the limit
 */
export async function* readTar(
  stream: ByteStream,
  limits: Partial<LayerLimits> = {},
): AsyncGenerator<TarEntry> {
  const bounds = { ...defaultLimits, ...limits };
  const reader = openByteReader(stream);
  const globals = new Map<ByteString, ByteString>();
  let before: Before = { records: [] };
  let entries = 0;
  let total = 0;
  try {
    for (;;) {
      const offset = reader.offset;
      const block = reader.take(BLOCK) ?? (await reader.read(BLOCK));
      // Some writers leave out the zeros at the end.
      if (block.length === 0 && before.isEmpty !== false) return;
      if (block.length < BLOCK) throw badTar(offset, "it ends inside a header");
      if (isZeroBlock(block)) {
        const second = await reader.read(BLOCK);
        if (before.isEmpty === false) throw badTar(offset, "it ends after an extended header");
        if (!isZeroBlock(second)) throw badTar(offset, "a single block of zeros stands between entries");
        await readPadding(reader, bounds);
        return;
      }
      const header = parseHeader(block, offset);
      if (isExtension(header.type)) {
        const bytes = await readExtension(reader, header, bounds, offset);
        if (header.type === "g")
          for (const [key, value] of parsePax(bytes, offset + BLOCK)) globals.set(key, value);
        else before = extended(before, header.type, bytes, offset + BLOCK);
        within(
          bounds,
          "headerBytes",
          sizeOf(globals) + sizeOf(before.records),
          () => "extended headers of the layer",
        );
        continue;
      }
      const opened = openMember(reader, block, header, { before, globals, bounds, offset });
      // most entries are at hand, and each wait costs more than reading one
      const member = opened instanceof Promise ? await opened : opened;
      before = { records: [] };
      if (member.entry !== undefined) {
        entries += 1;
        total += member.entry.size;
        within(bounds, "entries", entries, () => "entries of the layer");
        within(bounds, "totalBytes", Math.max(total, reader.offset), () => "content of the layer");
        yield member.entry;
      }
      const passing = member.finish();
      if (passing !== undefined) await passing;
    }
  } finally {
    await reader.close();
  }
}

const isExtension = (type: string): boolean => "xXgLK".includes(type);

const extended = (before: Before, type: string, bytes: Uint8Array, offset: number): Before => {
  if (type === "L") return { ...before, isEmpty: false, longPath: untilNul(bytes) };
  if (type === "K") return { ...before, isEmpty: false, longTarget: untilNul(bytes) };
  return { ...before, isEmpty: false, records: [...before.records, ...parsePax(bytes, offset)] };
};

const sizeOf = (records: Iterable<PaxRecord>): number => {
  let size = 0;
  for (const [key, value] of records) size += key.length + value.length;
  return size;
};

const readExtension = async (
  reader: ByteReader,
  { size }: TarHeader,
  limits: LayerLimits,
  offset: number,
): Promise<Uint8Array> => {
  if (size < 0) throw badTar(offset, "a size is negative");
  within(limits, "headerBytes", size, () => "an extended header of the layer");
  const bytes = await reader.read(size);
  if (bytes.length < size) throw badTar(reader.offset, "it ends inside an extended header");
  await reader.skip(padding(size));
  return bytes;
};

const readPadding = async (reader: ByteReader, limits: LayerLimits): Promise<void> => {
  while (0 < (await reader.readSome(BLOCK * BLOCK)).length)
    within(limits, "totalBytes", reader.offset, () => "the layer's tar");
};
