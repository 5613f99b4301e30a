/** Reads a file back out of a data area, some blocks ahead. Its end is reached only when its hash is right. */

import { createHash } from "node:crypto";
import type { ByteStream } from "@deftools/bytes";
import { decompressorFor } from "../compression/decompressor.ts";
import type { DataArea, StoredFile } from "../data.ts";
import { damaged } from "../format/damage.ts";
import { isCompressed, lengthOf } from "../format/size-word.ts";
import { workAhead } from "../work-ahead.ts";

/** Contents of the areas of one compressor, whose finished fragments are kept for their neighbours. */
export type StoredReader = (area: DataArea, file: StoredFile) => ByteStream;

/** A reader for areas of a codec. @throws while it is read: Failure "squashfs/damaged" */
export const createStoredReader = (codec: "gzip" | "zstd"): StoredReader => {
  const decompressor = decompressorFor(codec);
  let recent: { readonly area: DataArea; readonly index: number; readonly bytes: Uint8Array } | undefined;

  const load = async ({ bytes, index }: DataArea, at: number, word: number): Promise<Uint8Array> => {
    const stored = await bytes.read(at, lengthOf(word));
    return isCompressed(word) ? decompressor.decompress(stored, index.blockSize) : stored;
  };
  const fragmentOf = async (area: DataArea, index: number): Promise<Uint8Array> => {
    if (recent?.area === area && recent.index === index) return recent.bytes;
    const row = area.index.fragments[index];
    if (row === undefined) throw damaged("data area", `it has no fragment ${index}`);
    const bytes = await load(area, row.start, row.sizeWord);
    recent = { area, index, bytes };
    return bytes;
  };

  const content: StoredReader = async function* (area, { start, blocks, fragment, size }) {
    const { blockSize } = area.index;
    function* places(): Generator<{ readonly at: number; readonly word: number }> {
      let at = start;
      for (const word of blocks) {
        yield { at, word };
        at += lengthOf(word);
      }
    }
    yield* workAhead(places(), BLOCKS_AHEAD, async ({ at, word }) =>
      word === 0 ? new Uint8Array(blockSize) : load(area, at, word),
    );
    if (fragment === undefined) return;
    const tail = size - blocks.length * blockSize;
    const bytes = await fragmentOf(area, fragment.index);
    if (bytes.length < fragment.offset + tail)
      throw damaged("data area", `its fragment ${fragment.index} ends too early`);
    yield bytes.subarray(fragment.offset, fragment.offset + tail);
  };

  return async function* proven(area, file) {
    const hash = createHash("sha256");
    for await (const bytes of content(area, file)) {
      hash.update(bytes);
      yield bytes;
    }
    if (hash.digest("hex") !== file.hash)
      throw damaged("data area", "a file in it is not what was put there");
  };
};

const BLOCKS_AHEAD = 4;
