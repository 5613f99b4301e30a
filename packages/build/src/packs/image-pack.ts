/** A SquashFS image of any writer as a pack: from the cache, or made from its files. Named by the SHA-256 of its bytes. */

import { createHash } from "node:crypto";
import { type ByteSource, sinkAt, streamOf } from "@deftools/bytes";
import { type Node, walk } from "@deftools/rootfs";
import { createDataArea, type ImageFile, type SquashfsImage } from "@deftools/squashfs";
import { type LayerPackPorts, lostPack } from "./layer-pack.ts";
import type { Pack } from "./pack.ts";
import { finishPackFile } from "./pack-file.ts";
import { createRecordWriter } from "./record-bytes.ts";

/** The pack of an image whose bytes are `source`, and the digest of those. */
export const imagePack = async (
  { packs, compressor, tell }: LayerPackPorts,
  source: ByteSource,
  image: SquashfsImage,
): Promise<Pack & { readonly digest: string }> => {
  const digest = await digestOf(source);
  const key = `image-${digest.replace(":", "-")}.${compressor.name}-${compressor.level}.v${IMAGE_VERSION}`;
  const known = await packs.find(key);
  if (known !== undefined) {
    tell({ kind: "layer-cached", digest });
    return { ...known, digest };
  }
  tell({ kind: "layer-started", digest });
  const file = await packs.create(key);
  try {
    const area = createDataArea(sinkAt(file, 0), { compressor });
    const names = new Map<Node<ImageFile>, string>();
    const records = createRecordWriter();
    let received = 0;
    for (const { path, node } of walk(image.root)) {
      const first = names.get(node);
      if (first !== undefined) {
        records.add({ kind: "hard-link", path, target: first });
        continue;
      }
      names.set(node, path);
      if (node.kind === "directory") {
        const { children: _, ...attributes } = node;
        records.add({ kind: "directory", path, node: attributes });
      } else if (node.kind === "file") {
        const data = await area.add(image.readFile(node));
        records.add({ kind: "node", path, node: { ...node, data } });
        received += node.size;
        tell({ kind: "layer-progress", digest, received });
      } else records.add({ kind: "node", path, node });
    }
    await finishPackFile(file, { area: await area.finish(), records });
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
  tell({ kind: "layer-done", digest });
  return { ...((await packs.find(key)) ?? lostPack(digest)), digest };
};

/** Goes up when the same image would be read or compressed to other bytes. */
const IMAGE_VERSION = 2;

const digestOf = async (source: ByteSource): Promise<string> => {
  const hash = createHash("sha256");
  for await (const part of streamOf(source)) hash.update(part);
  return `sha256:${hash.digest("hex")}`;
};
