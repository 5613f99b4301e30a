/** How bytes are compressed, by the first of them: names and media types are often wrong. */

/** As many first bytes as `compressionOf` needs. */
export const magicLength = 6;

/** The compression of a file that starts so; undefined when it is none of those that archives and layers come in. */
export const compressionOf = (first: Uint8Array): Compression | undefined =>
  magics.find(([, magic]) => magic.every((byte, index) => first[index] === byte))?.[0];

export type Compression = "gzip" | "zstd" | "bzip2" | "xz";

/** RFC 1952, RFC 8878, bzip2 1.0, xz-file-format. */
const magics: readonly (readonly [Compression, readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
];
