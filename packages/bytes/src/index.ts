/** The door of the room: streams, sources and sinks of bytes, and output files. */

export type { FileSource } from "./file-source.ts";
export { openFileSource } from "./file-source.ts";
export { makeFolder } from "./folder.ts";
export { collect, memorySink, memorySource, sinkAt } from "./memory.ts";
export type { OutputFile } from "./output-file.ts";
export { createOutputFile, writeTrouble } from "./output-file.ts";
export type { ByteSink, ByteSource, ByteStream, RandomAccessSink } from "./ports.ts";
export { streamOf } from "./source-stream.ts";
export { removeUnfinished, unfinishedName } from "./unfinished.ts";
