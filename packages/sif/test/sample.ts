/** A SIF in memory, and images to write to it. */

import type { RandomAccessSink } from "@deftools/bytes";
import { type SifImage, writeSif } from "@deftools/sif";

/** A file in memory that grows; what is never written stays 0xee, so that a forgotten byte shows. */
export const memoryFile = (): RandomAccessSink & { bytes(): Buffer } => {
  let bytes = Buffer.alloc(0);
  return {
    writeAt: async (offset, part) => {
      if (bytes.length < offset + part.length)
        bytes = Buffer.concat([bytes, Buffer.alloc(offset + part.length - bytes.length, 0xee)]);
      bytes.set(part, offset);
    },
    bytes: () => bytes,
  };
};

/** The bytes of an image. */
export const bytesOf = async (image: SifImage): Promise<Buffer> => {
  const file = memoryFile();
  await writeSif(file, image);
  return file.bytes();
};

/** What a build from a registry writes, with small contents. */
export const built: SifImage = {
  architecture: "amd64",
  id: Buffer.from("00112233445566778899aabbccddeeff", "hex"),
  time: 1_700_000_000,
  objects: [
    { type: "definition-file", content: Buffer.from("bootstrap: docker\nfrom: busybox\n\n") },
    { type: "json", name: "inspect-metadata.json", content: Buffer.from('{"type":"container"}') },
    { type: "json", name: "oci-config.json", content: Buffer.from("{}") },
    {
      type: "partition",
      partition: { filesystem: "squashfs", use: "primary-system", architecture: "amd64" },
      content: async (sink) => {
        await sink.write(Buffer.from("hsqs"));
        await sink.write(Buffer.alloc(4092));
      },
    },
  ],
};
