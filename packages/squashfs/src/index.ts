/** The door of the room: data areas, images from them, and reading images. */

export type { Compressor, CompressorName, CompressorOptions } from "./compression/compressor.ts";
export { createCompressor } from "./compression/compressor.ts";
export type { DataArea, DataAreaIndex, PlacedFile, StoredFile } from "./data.ts";
export type { StoredReader } from "./data-area/content.ts";
export { createStoredReader } from "./data-area/content.ts";
export type { DataAreaOptions, DataAreaWriter } from "./data-area/data-area.ts";
export { createDataArea } from "./data-area/data-area.ts";
export { FileTable } from "./data-area/file-table.ts";
export type { Superblock } from "./format/superblock.ts";
export type { SquashfsImage } from "./image/image-reader.ts";
export { openImage } from "./image/image-reader.ts";
export type { ImageParts, WrittenImage } from "./image/image-writer.ts";
export { writeImage } from "./image/image-writer.ts";
export type { ImageFile } from "./image/inode-reader.ts";
