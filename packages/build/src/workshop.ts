/** Where the contents of one build are: the packs of its bases, and one data area for all that the build itself brings. */

import { type ByteStream, sinkAt } from "@deftools/bytes";
import { type Compressor, createDataArea, type DataArea, type PlacedFile } from "@deftools/squashfs";
import type { PackFolder } from "./packs/pack-folder.ts";

/** Contents by the numbers of their areas. */
export interface Workshop {
  readonly compressor: Compressor;
  /** Takes an area in, and whatever must be closed with it; tells its number. */
  addArea(area: DataArea, close: () => Promise<void>): number;
  /** Puts a content into the build's own area. One waits for the other. */
  put(content: ByteStream): Promise<PlacedFile>;
  putBytes(bytes: Uint8Array): Promise<PlacedFile>;
  /** Nothing more is put; all areas by number. */
  finish(): Promise<readonly DataArea[]>;
  close(): Promise<void>;
}

/** The build's own area. */
const OWN = 0;

/** Opens it; the own area goes to the folder of the packs, and away with the build. */
export const openWorkshop = async (packs: PackFolder, compressor: Compressor): Promise<Workshop> => {
  const scratch = await packs.create("recipe");
  const own = createDataArea(sinkAt(scratch, 0), { compressor });
  const others: DataArea[] = [];
  const closes: (() => Promise<void>)[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const put = (content: ByteStream): Promise<PlacedFile> => {
    const placed = last.then(async () => ({ area: OWN, file: await own.add(content) }));
    last = placed.catch(() => {});
    return placed;
  };
  return {
    compressor,
    addArea: (area, close) => {
      closes.push(close);
      return others.push(area);
    },
    put,
    putBytes: (bytes) => put(once(bytes)),
    finish: async () => {
      await last;
      const index = await own.finish();
      const bytes = await packs.peek(scratch);
      closes.push(() => bytes.close());
      return [{ index, bytes }, ...others];
    },
    close: async () => {
      try {
        for (const close of closes.splice(0)) await close();
      } finally {
        await scratch.discard();
      }
    },
  };
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
