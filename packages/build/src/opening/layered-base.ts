/** A container image as a base: its layers as packs, merged into one tree. Nothing is extracted. */

import type { Image, Layer } from "@deftools/oci";
import { type LayerRecord, mergeLayers } from "@deftools/rootfs";
import type { PlacedFile, StoredFile } from "@deftools/squashfs";
import { bounded } from "../bounded.ts";
import { buildTime } from "../build-time.ts";
import { goJson } from "../container-files/go-json.ts";
import { type LayerPackPorts, layerPack } from "../packs/layer-pack.ts";
import type { Pack } from "../packs/pack.ts";
import type { Workshop } from "../workshop.ts";
import type { OpenedBase } from "./opened-base.ts";

/** Layers fetched and packed at once: one waits for the network while the other keeps the processors busy; more cost memory alone. */
const LAYERS_AT_ONCE = 2;

/** Gets all layers, from the cache where they are, and merges them. `time` is that of folders no layer describes, if one is planned. */
export const openLayeredBase = async (
  ports: Omit<LayerPackPorts, "compressor">,
  workshop: Workshop,
  image: Image,
  { time, signal }: { readonly time: number | undefined; readonly signal: AbortSignal | undefined },
): Promise<OpenedBase> => {
  const { name, manifestDigest: digest, platform, config, rawConfig } = image;
  const distinct = distinctLayers(image.layers);
  const layers = distinct.map((layer) => ({ digest: layer.digest, size: layer.size }));
  ports.tell({ kind: "resolved", image: name, digest, platform, layers });
  const packing = { ...ports, compressor: workshop.compressor };
  const opened: Pack[] = [];
  const packs = await bounded(
    distinct,
    LAYERS_AT_ONCE,
    async (layer, stop) => {
      const pack = await layerPack(packing, layer, stop);
      opened.push(pack);
      return pack;
    },
    { signal },
  ).catch(async (error: unknown) => {
    for (const pack of opened) await pack.close();
    throw error;
  });
  // in the order of the layers, not of their arrival: the numbers of areas decide where contents go in the image
  const placed = new Map(
    packs.map(({ area, records, close }, index) => {
      const number = workshop.addArea(area, close);
      return [distinct[index]?.diffId, records.placed(number)] as const;
    }),
  );
  const created = Date.parse(config.created ?? "") / 1000;
  const root = mergeLayers(
    image.layers.map(({ diffId }) => placed.get(diffId) ?? []),
    { parentTime: buildTime(time, created) },
  );
  return {
    root,
    name,
    digest,
    platform,
    config,
    ociConfig: goJson(rawConfig ?? {}),
    ...(Number.isFinite(created) && { created: Math.floor(created) }),
  };
};

/** One layer for each content: images often have the same empty layer many times. */
const distinctLayers = (layers: readonly Layer[]): readonly Layer[] => [
  ...new Map(layers.map((layer) => [layer.diffId, layer])).values(),
];

/** The record with its content in a numbered area. */
export const placeRecord = (record: LayerRecord<StoredFile>, area: number): LayerRecord<PlacedFile> => {
  if (record.kind !== "node") return record;
  const { node } = record;
  if (node.kind !== "file") return { ...record, node };
  return { ...record, node: { ...node, data: { area, file: node.data } } };
};
