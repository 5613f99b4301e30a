/** A container image as a base: its layers as packs, merged into one tree. Nothing is extracted. */

import type { Image, Layer } from "@deftools/oci";
import { type LayerRecord, mergeLayers } from "@deftools/rootfs";
import type { PlacedFile, StoredFile } from "@deftools/squashfs";
import { bounded } from "../bounded.ts";
import { buildTime } from "../build-time.ts";
import { goJson } from "../container-files/go-json.ts";
import { type LayerPackPorts, layerPack } from "../packs/layer-pack.ts";
import type { Workshop } from "../workshop.ts";
import type { OpenedBase } from "./opened-base.ts";

/** Layers fetched and packed at once: more would only share the same processors and the same line. */
const LAYERS_AT_ONCE = 4;

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
  const placed = new Map<string, readonly LayerRecord<PlacedFile>[]>();
  await bounded(
    distinct,
    LAYERS_AT_ONCE,
    async (layer, stop) => {
      const pack = await layerPack(packing, layer, stop);
      const area = workshop.addArea(pack.area, pack.close);
      placed.set(
        layer.diffId,
        pack.records.map((record) => placeRecord(record, area)),
      );
    },
    { signal },
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
