/**
 * A layer of an image as a pack: from the cache, or made in one pass over its bytes.
 *
 *     blob ─SHA-256─ decompress ─SHA-256─ tar ─ contents → data area of the pack
 *                                               records  → index of the pack
 *
 * The first digest is the registry's promise (checked by the stream itself), the second the config's. Only when both hold the pack
 * gets its name.
 */

import { createHash } from "node:crypto";
import { type ByteStream, sinkAt } from "@deftools/bytes";
import type { Layer } from "@deftools/oci";
import { decompressLayer, layerRecords } from "@deftools/rootfs";
import { type Compressor, createDataArea } from "@deftools/squashfs";
import { Failure, isFailure } from "@deftools/trouble";
import type { Tell } from "../build-event.ts";
import type { Pack } from "./pack.ts";
import { finishPackFile } from "./pack-file.ts";
import type { PackFolder } from "./pack-folder.ts";
import { createRecordWriter } from "./record-bytes.ts";

/** What it needs. */
export interface LayerPackPorts {
  readonly packs: PackFolder;
  readonly compressor: Compressor;
  readonly tell: Tell;
}

/**
 * The pack of a layer.
 * @throws Failure "build/layer-mismatch" when its tar is not what the config promises · "oci/…", "rootfs/…", "bytes/cannot-write"
 */
export const layerPack = async (
  ports: LayerPackPorts,
  layer: Layer,
  signal: AbortSignal | undefined,
): Promise<Pack> => {
  const key = packKey(layer.diffId, ports.compressor);
  const known = await ports.packs.find(key);
  if (known !== undefined) {
    ports.tell({ kind: "layer-cached", digest: layer.digest });
    return known;
  }
  ports.tell({ kind: "layer-started", digest: layer.digest });
  await makePack(ports, layer, key, signal);
  ports.tell({ kind: "layer-done", digest: layer.digest });
  return (await ports.packs.find(key)) ?? lostPack(layer.digest);
};

/** For a pack that was just made and is not there any more. @throws Failure "build/lost-pack" */
export const lostPack = (digest: string): never => {
  throw new Failure("build/lost-pack", `the cached pack of ${digest} vanished while it was used`, {
    hint: "another program empties the cache; try again, or use --disable-cache",
  });
};

/** Everything that decides over the bytes of a pack; the format's own version is in `pack-file.ts`. */
const packKey = (diffId: string, { name, level }: Compressor): string =>
  `${diffId.replace(":", "-")}.${name}-${level}.v${LAYER_VERSION}`;

/** Goes up when the same layer would be read or compressed to other bytes. */
const LAYER_VERSION = 2;

const makePack = async (
  { packs, compressor, tell }: LayerPackPorts,
  layer: Layer,
  key: string,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const file = await packs.create(key);
  const blob = watched(layer.open(signal), (received) =>
    tell({ kind: "layer-progress", digest: layer.digest, received }),
  )[Symbol.asyncIterator]();
  // without `return`: who leaves early must not close it, see `rootCause`
  const open: ByteStream = { [Symbol.asyncIterator]: () => ({ next: () => blob.next() }) };
  try {
    const area = createDataArea(sinkAt(file, 0), { compressor });
    const tar = proven(decompressLayer(open, layer.mediaType), layer);
    const records = createRecordWriter();
    for await (const record of layerRecords(tar, area)) records.add(record);
    await finishPackFile(file, { area: await area.finish(), records });
    await file.commit();
  } catch (error) {
    await file.discard();
    throw await rootCause(error, blob, layer);
  } finally {
    await blob.return?.();
  }
};

/**
 * Bytes that were changed on their way show where they are unpacked, before the blob's end and its digest come. So the rest is read,
 * too: a wrong digest is the better explanation. If it is right, the image itself is damaged, and its layer is named.
 */
const rootCause = async (
  error: unknown,
  rest: AsyncIterator<Uint8Array>,
  { digest }: Layer,
): Promise<unknown> => {
  if (!isFailure(error, "rootfs/bad-compression") && !isFailure(error, "rootfs/bad-tar")) return error;
  try {
    while (!(await rest.next()).done);
  } catch (mismatch) {
    return mismatch;
  }
  return new Failure(error.code, `layer ${digest}: ${error.message}`, {
    cause: error,
    hint: error.hint ?? "the image was put together wrongly; push it anew, or choose another",
  });
};

async function* watched(stream: ByteStream, tellReceived: (received: number) => void): ByteStream {
  let received = 0;
  for await (const part of stream) {
    received += part.length;
    tellReceived(received);
    yield part;
  }
}

/** The tar's bytes; its end is reached only when their digest is the promised one. */
async function* proven(tar: ByteStream, { diffId, digest }: Layer): ByteStream {
  const [algorithm = "", promised] = diffId.split(":");
  const hash = createHash(algorithm);
  for await (const part of tar) {
    hash.update(part);
    yield part;
  }
  const actual = hash.digest("hex");
  if (actual !== promised)
    throw new Failure(
      "build/layer-mismatch",
      `layer ${digest} unpacks to ${algorithm}:${actual}, but the image's config promises ${diffId}`,
      { hint: "the image was put together wrongly; push it anew, or choose another" },
    );
}
