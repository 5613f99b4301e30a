/** Reads the two-storey tables; see `lookup-table.ts` for their picture. */

import { damaged } from "./damage.ts";
import { metadataSize } from "./limits.ts";
import { blocksFor, place } from "./lookup-table.ts";
import {
  largestTable,
  type MetadataSource,
  type MetadataTable,
  readMetadataBlock,
  tableOf,
  tooLarge,
} from "./metadata-reader.ts";

export interface LookupTable {
  /** The rows, one behind the other. */
  readonly rows: MetadataTable;
  /** Where the first storey starts; undefined when the table is empty. */
  readonly start: number | undefined;
}

/** @param at where the second storey starts @throws Failure "squashfs/damaged", "squashfs/too-large" */
export const readLookupTable = async (
  from: MetadataSource,
  { at, rows, rowSize }: { readonly at: number; readonly rows: number; readonly rowSize: number },
): Promise<LookupTable> => {
  const { source, name } = from;
  // Writers disagree on where an empty table is; some say nowhere.
  if (rows === 0) return { rows: tableOf(new Uint8Array(0), new Map(), name), start: undefined };
  const blocks = blocksFor(rows, rowSize);
  if (source.size < at + blocks * place.size) throw damaged(name, `it is too short for ${rows} rows`);
  if (largestTable < rows * rowSize) throw tooLarge(name);
  const places = await source.read(at, blocks * place.size);
  const parts: Uint8Array[] = [];
  let before = -1;
  let start: number | undefined;
  for (let number = 0; number < blocks; number++) {
    const block = place.decode(places, number * place.size).at;
    if (block <= before || at <= block) throw damaged(name, `its block ${number} cannot be at byte ${block}`);
    const { bytes } = await readMetadataBlock(from, { at: block, end: at });
    const expected = Math.min(metadataSize, rows * rowSize - number * metadataSize);
    if (bytes.length !== expected) throw damaged(name, `its block ${number} does not have ${expected} bytes`);
    parts.push(bytes);
    before = block;
    start ??= block;
  }
  return { rows: tableOf(Buffer.concat(parts), new Map(), name), start };
};
