/** Where the contents of one build are: the packs of its bases and scripts, and data areas for all that the build itself brings. */

import { type ByteStream, type FileSource, type OutputFile, sinkAt } from "@deftools/bytes";
import {
  type Compressor,
  createDataArea,
  createStoredReader,
  type DataArea,
  type DataAreaWriter,
  type PlacedFile,
} from "@deftools/squashfs";
import { assert } from "@deftools/trouble";
import type { PackFolder } from "./packs/pack-folder.ts";

/** Contents by the numbers of their areas. */
export interface Workshop {
  readonly compressor: Compressor;
  /** Takes an area in, and whatever must be closed with it; tells its number. */
  addArea(area: DataArea, close: () => Promise<void>): number;
  /** Puts a content into an area of the build's own. One waits for the other. */
  put(content: ByteStream): Promise<PlacedFile>;
  putBytes(bytes: Uint8Array): Promise<PlacedFile>;
  /** What was put so far can be read from now on; what comes goes to another area. */
  settle(): Promise<void>;
  /** A content of an area that was added, or that was put before things were settled last. */
  read(file: PlacedFile): ByteStream;
  /** The same contents, and areas of its own for what is put: so no stage waits for another, and each puts in its own order. */
  ofStage(): Workshop;
  /** Nothing more is put; all areas by number. */
  finish(): Promise<readonly DataArea[]>;
  close(): Promise<void>;
}

/** An area that is being written. */
interface OpenArea {
  readonly number: number;
  readonly scratch: OutputFile;
  readonly writer: DataAreaWriter;
}

type Bench = Pick<Workshop, "put" | "putBytes" | "settle">;

/** Opens it; its own areas go to the folder of the packs, and away with the build. */
export const openWorkshop = async (packs: PackFolder, compressor: Compressor): Promise<Workshop> => {
  const areas: (DataArea | undefined)[] = [];
  const closes: (() => Promise<void>)[] = [];
  const benches: Bench[] = [];
  const reader = createStoredReader(compressor.name);
  const areaOf = (number: number): DataArea => {
    const area = areas[number];
    assert(area, `area ${number} is settled`);
    return area;
  };
  const open = async (): Promise<OpenArea> => {
    const scratch = await packs.create("recipe");
    closes.push(() => scratch.discard());
    const writer = createDataArea(sinkAt(scratch, 0), { compressor });
    return { number: areas.push(undefined) - 1, scratch, writer };
  };
  const settle = async ({ number, scratch, writer }: OpenArea): Promise<void> => {
    const index = await writer.finish();
    const bytes: FileSource = await packs.peek(scratch);
    closes.push(() => bytes.close());
    areas[number] = { index, bytes };
  };
  const createBench = (): Bench => {
    const bench = benchOf(open, settle);
    benches.push(bench);
    return bench;
  };
  const settleAll = async (): Promise<void> => {
    for (const bench of benches) await bench.settle();
  };
  const shared: Omit<Workshop, keyof Bench> = {
    compressor,
    addArea: (area, close) => {
      closes.push(close);
      return areas.push(area) - 1;
    },
    read: ({ area, file }) => reader(areaOf(area), file),
    ofStage: () => ({ ...shared, ...createBench() }),
    finish: async () => {
      await settleAll();
      return areas.map((_, number) => areaOf(number));
    },
    close: async () => {
      const failures: unknown[] = [];
      await settleAll().catch((error) => failures.push(error));
      for (const close of closes.splice(0).reverse()) await close().catch((error) => failures.push(error));
      if (failures.length > 0) throw failures[0];
    },
  };
  return { ...shared, ...createBench() };
};

/** What is put, one content after the other, into an area that is opened by the first. */
const benchOf = (open: () => Promise<OpenArea>, settle: (area: OpenArea) => Promise<void>): Bench => {
  let own: OpenArea | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(task: () => Promise<Result>): Promise<Result> => {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  };
  const put = (content: ByteStream): Promise<PlacedFile> =>
    inTurn(async () => {
      own ??= await open();
      return { area: own.number, file: await own.writer.add(content) };
    });
  return {
    put,
    putBytes: (bytes) => put(once(bytes)),
    settle: () =>
      inTurn(async () => {
        if (own === undefined) return;
        const area = own;
        own = undefined;
        await settle(area);
      }),
  };
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
