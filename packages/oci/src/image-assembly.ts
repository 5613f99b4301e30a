/** From a manifest to an Image, wherever its parts are kept: indexes followed down, the config read and checked, layers waiting to be opened. */

import { type ByteStream, collect } from "@deftools/bytes";
import { failure } from "./failure.ts";
import type { Digest, Image, Layer, Platform } from "./image.ts";
import { configMaximum, parseImageConfig } from "./image-config.ts";
import { chooseManifest } from "./index-choice.ts";
import { type Descriptor, type Manifest, parseManifest } from "./manifest.ts";
import { mediaKind } from "./media-types.ts";

/** What keeps the parts of an image, and proves whatever it gives. */
export interface ImageStore {
  /** Of the image, for messages. */
  readonly name: string;
  manifest(at: Descriptor): Promise<Uint8Array>;
  blob(at: Descriptor, signal?: AbortSignal): ByteStream;
}

/** A manifest or index, proven. */
export interface FoundManifest {
  readonly bytes: Uint8Array;
  readonly digest: Digest;
  /** As who gave it calls it. */
  readonly contentType: string | undefined;
}

/** An index may point at an index; real ones do so once. */
const depthMaximum = 4;

/** @throws Failure "oci/…" for everything between the manifest and the layers */
export const assembleImage = async (
  store: ImageStore,
  start: FoundManifest,
  { platform, signal }: { readonly platform: Platform; readonly signal?: AbortSignal },
): Promise<Image> => {
  const { name } = store;
  const { manifest, digest } = await resolve(store, start, platform);
  const configBytes = await readConfig(store, manifest.config, signal);
  const { config, raw, platform: actual, diffIds } = parseImageConfig(configBytes, name);
  return {
    name,
    manifestDigest: digest,
    platform: actual,
    config,
    rawConfig: raw,
    layers: withDiffIds(manifest.layers, diffIds, name).map(([layer, diffId]) =>
      toLayer(store, layer, diffId),
    ),
  };
};

/** Each layer with the digest of its tar. @throws Failure "oci/bad-manifest" when manifest and config do not count alike */
export const withDiffIds = <Described>(
  layers: readonly Described[],
  diffIds: readonly Digest[],
  name: string,
): readonly (readonly [Described, Digest])[] => {
  if (diffIds.length !== layers.length)
    throw failure(
      "oci/bad-manifest",
      `${name} has ${layers.length} layers, but its config knows ${diffIds.length}`,
    );
  return layers.map((layer, index) => [layer, diffIds[index] ?? ""]);
};

interface Resolved {
  readonly manifest: Extract<Manifest, { readonly kind: "image" }>;
  readonly digest: Digest;
}

/** Follows indexes down to the manifest of one image. */
const resolve = async (store: ImageStore, start: FoundManifest, platform: Platform): Promise<Resolved> => {
  let found = start;
  for (let depth = 0; depth < depthMaximum; depth++) {
    const { bytes, digest, contentType } = found;
    const manifest = parseManifest(bytes, contentType, store.name);
    if (manifest.kind === "image") return { manifest, digest };
    const at = chooseManifest(manifest.manifests, platform, store.name);
    found = { bytes: await store.manifest(at), digest: at.digest, contentType: at.mediaType };
  }
  throw failure("oci/bad-manifest", `indexes of ${store.name} are nested more than ${depthMaximum} deep`);
};

const readConfig = async (
  { name, blob }: ImageStore,
  config: Descriptor,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> => {
  if (mediaKind(config.mediaType) !== "config")
    throw failure("oci/not-an-image", `${name} is no container image: its config is "${config.mediaType}"`, {
      hint: config.mediaType.includes("sylabs.sif")
        ? 'it is a SIF file: use "Bootstrap: oras"'
        : "registries also hold charts, signatures and other things; check the name and the tag",
    });
  if (configMaximum < config.size)
    throw failure(
      "oci/too-large",
      `config of ${name} has ${config.size} bytes, at most ${configMaximum} are read`,
    );
  return collect(blob(config, signal), config.size, `config of ${name}`);
};

const toLayer = ({ name, blob }: ImageStore, descriptor: Descriptor, diffId: Digest): Layer => {
  const { digest, size, mediaType } = descriptor;
  if (mediaKind(mediaType) !== "layer")
    throw failure("oci/unknown-layer", `layer ${digest} of ${name} is of the unknown type "${mediaType}"`, {
      hint: "it is no layer of a container image, or it is encrypted",
    });
  return { digest, size, mediaType, diffId, open: (signal) => blob(descriptor, signal) };
};
