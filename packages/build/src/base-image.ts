/** The base image as a tree of references into packs: nothing is extracted. */

import type { Image, Layer } from "@deftools/oci";
import { type Directory, type LayerRecord, mergeLayers } from "@deftools/rootfs";
import type { DataArea, PlacedFile, StoredFile } from "@deftools/squashfs";
import { bounded } from "./bounded.ts";
import { type LayerPackPorts, layerPack } from "./packs/layer-pack.ts";
import type { Pack } from "./packs/pack.ts";

/** The merged layers, and the areas their contents are in. Close it when the image is written. */
export interface BaseImage {
  readonly root: Directory<PlacedFile>;
  readonly areas: readonly DataArea[];
  close(): Promise<void>;
}

/** Layers fetched and packed at once: more would only share the same processors and the same line. */
const LAYERS_AT_ONCE = 4;

/** Gets all layers, from the cache where they are, and merges them. `time` is that of folders no layer describes. */
export const openBaseImage = async (
  ports: LayerPackPorts,
  image: Image,
  { time, signal }: { readonly time: number; readonly signal?: AbortSignal | undefined },
): Promise<BaseImage> => {
  const distinct = distinctLayers(image.layers);
  const opened: Pack[] = [];
  const close = async (): Promise<void> => {
    for (const pack of opened.splice(0)) await pack.close();
  };
  try {
    const packs = await bounded(
      distinct,
      LAYERS_AT_ONCE,
      async (layer, stop) => {
        const pack = await layerPack(ports, layer, stop);
        opened.push(pack);
        return pack;
      },
      { signal },
    );
    const placed = packs.map(({ records }, area) => records.map((record) => place(record, area)));
    const areaOf = new Map(distinct.map(({ diffId }, area) => [diffId, area]));
    const root = mergeLayers(
      image.layers.map(({ diffId }) => placed[areaOf.get(diffId)!]!),
      { parentTime: time },
    );
    return { root, areas: packs.map(({ area }) => area), close };
  } catch (error) {
    await close();
    throw error;
  }
};

/** One layer for each content: images often have the same empty layer many times. */
export const distinctLayers = (layers: readonly Layer[]): readonly Layer[] => [
  ...new Map(layers.map((layer) => [layer.diffId, layer])).values(),
];

const place = (record: LayerRecord<StoredFile>, area: number): LayerRecord<PlacedFile> => {
  if (record.kind !== "node") return record;
  const { node } = record;
  if (node.kind !== "file") return { ...record, node };
  return { ...record, node: { ...node, data: { area, file: node.data } } };
};
