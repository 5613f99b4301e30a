/** Images in memory for the tests: a tree whose files carry their content becomes an image, and an image such a tree again. */

import { type ByteStream, memorySink, memorySource, type RandomAccessSink } from "@deftools/bytes";
import type { Directory, Node, RegularFile } from "@deftools/rootfs";
import type { Compressor, CompressorName, DataArea, ImageFile, SquashfsImage } from "../src/index.ts";
import { createCompressor, createDataArea, openImage, type WrittenImage, writeImage } from "../src/index.ts";

/** A tree whose files are whole in memory. */
export type SampleTree = Directory<Uint8Array>;

export interface SampleOptions {
  readonly codec?: CompressorName;
  readonly workers?: number;
  readonly blockSize?: number;
  /** Nothing is compressed, so that what a test changes in the image reaches the code behind the decompressor. */
  readonly stored?: boolean;
  /** Files go to these areas in turn. */
  readonly areas?: number;
  /** Contents that are in the areas, but in no file of the tree. */
  readonly deleted?: readonly Uint8Array[];
}

/** Where tests put files in an image: small blocks, so that small files have many. */
export const smallBlock = 4096;

export const sampleImage = async (
  tree: SampleTree,
  options: SampleOptions = {},
): Promise<{
  readonly bytes: Uint8Array;
  readonly written: WrittenImage;
  readonly areas: readonly DataArea[];
}> => {
  const { codec = "gzip", workers = 1, blockSize = smallBlock, deleted = [] } = options;
  const compressor = options.stored === true ? storing : compressorFor(codec, workers);
  const writers = Array.from({ length: options.areas ?? 1 }, () => {
    const sink = memorySink();
    return { sink, writer: createDataArea(sink, { compressor, blockSize }) };
  });
  for (const content of deleted) for (const { writer } of writers) await writer.add(streamOf(content));
  let turn = 0;
  const root = await mapTree(tree, async (content) => {
    const area = turn % writers.length;
    turn += 1;
    return { area, file: await writers[area]!.writer.add(streamOf(content)) };
  });
  for (const content of deleted) for (const { writer } of writers) await writer.add(streamOf(content));
  const areas: DataArea[] = [];
  for (const { sink, writer } of writers) {
    const index = await writer.finish();
    areas.push({ index, bytes: memorySource(sink.bytes()) });
  }
  const file = memoryFile();
  const written = await writeImage(file, 0, { root, areas, compressor, blockSize, time: 1_700_000_000 });
  return { bytes: file.bytes(), written, areas };
};

/** Shared by the tests of a file: starting threads for each of a thousand small images would be most of their time. */
const compressorFor = (name: CompressorName, workers: number): Compressor => {
  const key = `${name} ${workers}`;
  const compressor = compressors.get(key) ?? createCompressor({ name, workers });
  compressors.set(key, compressor);
  return compressor;
};

const compressors = new Map<string, Compressor>();

const storing: Compressor = {
  name: "gzip",
  id: 1,
  level: 1,
  parallelism: 1,
  compress: async () => undefined,
  compressNow: () => undefined,
  close: async () => {},
};

/** The image as a tree with contents. */
export const readSample = async (bytes: Uint8Array): Promise<SampleTree> => {
  const image = await openImage(memorySource(bytes));
  const contents = new Map<ImageFile, Uint8Array>();
  return mapTree(image.root, async (data, file) => {
    const content = contents.get(data) ?? (await contentOf(image, file));
    contents.set(data, content);
    return content;
  });
};

export const contentOf = async (image: SquashfsImage, file: RegularFile<ImageFile>): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  for await (const part of image.readFile(file)) parts.push(part);
  return Buffer.concat(parts);
};

/** A file that is written at any place, in memory. */
export const memoryFile = (): RandomAccessSink & { bytes(): Uint8Array } => {
  let buffer = Buffer.alloc(1 << 16);
  let length = 0;
  return {
    writeAt: async (offset, bytes) => {
      const end = offset + bytes.length;
      if (buffer.length < end) buffer = Buffer.concat([buffer, Buffer.alloc(end)]);
      buffer.set(bytes, offset);
      length = Math.max(length, end);
    },
    bytes: () => buffer.subarray(0, length),
  };
};

/** The content in pieces that fit no block. */
export async function* streamOf(content: Uint8Array): ByteStream {
  for (let at = 0; at < content.length; at += pieceSize) yield content.subarray(at, at + pieceSize);
}

const pieceSize = 3000;

const mapTree = async <From, To>(
  root: Directory<From>,
  change: (data: From, file: RegularFile<From>) => Promise<To>,
): Promise<Directory<To>> => {
  const changed = new Map<Node<From>, Node<To>>();
  const visitDirectory = async (directory: Directory<From>): Promise<Directory<To>> => {
    const children = new Map<string, Node<To>>();
    for (const [name, child] of directory.children) children.set(name, await visit(child));
    return { ...directory, children };
  };
  const visit = async (node: Node<From>): Promise<Node<To>> => {
    const known = changed.get(node);
    if (known !== undefined) return known;
    if (node.kind === "directory") return visitDirectory(node);
    const copy = node.kind === "file" ? { ...node, data: await change(node.data, node) } : node;
    changed.set(node, copy);
    return copy;
  };
  return visitDirectory(root);
};
