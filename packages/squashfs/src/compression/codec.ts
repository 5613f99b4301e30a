/** The codecs of SquashFS 4.0 by the number in the superblock (kernel: `fs/squashfs/squashfs_fs.h`, `*_COMPRESSION`). */

export type CodecName = keyof typeof codecs;

export const codecs = { gzip: 1, lzma: 2, lzo: 3, xz: 4, lz4: 5, zstd: 6 } as const;

/** The codec with this number; undefined for a number nobody knows. */
export const codecWithId = (id: number): CodecName | undefined => {
  for (const [name, known] of Object.entries(codecs)) if (known === id && isCodecName(name)) return name;
  return undefined;
};

const isCodecName = (name: string): name is CodecName => name in codecs;
