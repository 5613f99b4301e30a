/** File contents as SquashFS keeps them: compressed blocks one after another, and fragments that tail ends share. */

import type { ByteSource } from "@deftools/bytes";
import type { FileTable } from "./data-area/file-table.ts";

/** The content of one file in a data area. Final once the area is finished. */
export interface StoredFile {
  /** In the table of its area. */
  readonly number: number;
  /** In bytes, holes included. */
  readonly size: number;
  /** Bytes of whole blocks that are holes. */
  readonly sparse: number;
  /** Where the first block starts, from the start of the area. */
  readonly start: number;
  /** Per full block the on-disk size word: bit 24 set = stored uncompressed; 0 = a hole (SquashFS 4.0, "block sizes"). */
  readonly blocks: readonly number[];
  /** The shared fragment the last bytes are in. */
  readonly fragment: { readonly index: number; readonly offset: number } | undefined;
  /** SHA-256 of the content, hex. */
  readonly hash: string;
}

/** What a finished data area holds besides blocks. */
export interface DataAreaIndex {
  readonly length: number;
  readonly blockSize: number;
  readonly compressor: string;
  readonly files: FileTable;
  /** Where each fragment is in the area, and its on-disk size word. */
  readonly fragments: readonly {
    readonly start: number;
    readonly sizeWord: number;
    readonly uncompressed: number;
  }[];
}

/** A finished data area that can be read: what an image is assembled from. */
export interface DataArea {
  readonly index: DataAreaIndex;
  readonly bytes: ByteSource;
}

/** A file of a tree that is ready to be written into an image: its content is in `areas[area]`. */
export interface PlacedFile {
  readonly area: number;
  readonly file: StoredFile;
}
