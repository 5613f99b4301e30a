/** An image in a registry: from a reference to a verified manifest, a platform, a config, and layers that prove themselves. */

import { collect } from "@deftools/bytes";
import { formatReference, type ImageReference } from "@deftools/reference";
import { openBlob } from "./blob.ts";
import type { RegistryClient } from "./client.ts";
import { digestOf } from "./digest.ts";
import { failure } from "./failure.ts";
import type { Digest, Image, Layer, Platform } from "./image.ts";
import { configMaximum, parseImageConfig } from "./image-config.ts";
import { chooseManifest } from "./index-choice.ts";
import { type Descriptor, type Manifest, manifestMaximum, parseManifest } from "./manifest.ts";
import { acceptManifests, mediaKind } from "./media-types.ts";
import { digestMismatch, sizeMismatch } from "./verified.ts";

export interface OpenOptions {
  readonly platform: Platform;
  readonly signal?: AbortSignal;
}

/** An index may point at an index; real ones do so once. */
const depthMaximum = 4;

/**
 * Opens an image: its manifest and config are fetched and checked, its layers wait to be opened.
 * @throws Failure "oci/…" for everything between here and the bytes
 */
export const openRegistryImage = async (
  client: RegistryClient,
  reference: ImageReference,
  { platform, signal }: OpenOptions,
): Promise<Image> => {
  const { registry, repository } = reference;
  const named = reference.tag || reference.digest ? reference : { ...reference, tag: "latest" };
  const name = formatReference(named);
  const place: Place = { client, registry, repository, name, ...(signal && { signal }) };

  const { manifest, digest } = await resolve(place, named.digest ?? named.tag ?? "latest", platform);
  const configBytes = await readConfig(place, manifest.config);
  const { config, raw, platform: actual, diffIds } = parseImageConfig(configBytes, name);
  if (diffIds.length !== manifest.layers.length)
    throw failure(
      "oci/bad-manifest",
      `${name} has ${manifest.layers.length} layers, but its config knows ${diffIds.length}`,
    );
  return {
    name,
    manifestDigest: digest,
    platform: actual,
    config,
    rawConfig: raw,
    layers: manifest.layers.map((layer, index) => toLayer(place, layer, diffIds[index] ?? "")),
  };
};

/** Where everything of one image comes from. */
interface Place {
  readonly client: RegistryClient;
  readonly registry: string;
  readonly repository: string;
  readonly name: string;
  readonly signal?: AbortSignal;
}

interface Resolved {
  readonly manifest: Extract<Manifest, { readonly kind: "image" }>;
  readonly digest: Digest;
}

/** Follows indexes down to the manifest of one image. */
const resolve = async (place: Place, tagOrDigest: string, platform: Platform): Promise<Resolved> => {
  let at: Descriptor | string = tagOrDigest;
  for (let depth = 0; depth < depthMaximum; depth++) {
    const { bytes, digest, contentType } = await fetchManifest(place, at);
    const manifest = parseManifest(bytes, contentType, place.name);
    if (manifest.kind === "image") return { manifest, digest };
    at = chooseManifest(manifest.manifests, platform, place.name);
  }
  throw failure("oci/bad-manifest", `indexes of ${place.name} are nested more than ${depthMaximum} deep`);
};

/** The bytes of a manifest, proven against every digest there is: the one asked for, and the one the registry claims. */
const fetchManifest = async (
  { client, registry, repository, name, signal }: Place,
  at: Descriptor | string,
): Promise<{
  readonly bytes: Uint8Array;
  readonly digest: Digest;
  readonly contentType: string | undefined;
}> => {
  const wanted = typeof at === "string" ? at : at.digest;
  const answer = await client.get({
    registry,
    repository,
    path: `manifests/${wanted}`,
    subject: `image ${name}`,
    missingHint: `check the name and the tag; registry ${registry} answered, so the network is fine`,
    headers: { accept: acceptManifests },
    ...(signal && { signal }),
  });
  const bytes = await collect(answer.body, manifestMaximum, `manifest of ${name}`);
  if (typeof at !== "string" && at.size !== bytes.length)
    throw sizeMismatch(at.digest, at.size, String(bytes.length));

  const [claimed] = answer.header("docker-content-digest");
  const promises = [wanted, claimed].filter((text) => text?.includes(":")) as readonly Digest[];
  for (const promised of promises) {
    const actual = digestOf(bytes, promised);
    if (actual !== promised) throw digestMismatch(promised, actual);
  }
  const contentType = typeof at === "string" ? answer.header("content-type")[0] : at.mediaType;
  return { bytes, digest: promises[0] ?? digestOf(bytes), contentType };
};

const readConfig = async (place: Place, config: Descriptor): Promise<Uint8Array> => {
  const { name, registry, repository, signal, client } = place;
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
  const blob = openBlob(client, { registry, repository, ...config, ...(signal && { signal }) });
  return collect(blob, config.size, `config of ${name}`);
};

const toLayer = (
  { client, registry, repository, name }: Place,
  { digest, size, mediaType }: Descriptor,
  diffId: Digest,
): Layer => {
  if (mediaKind(mediaType) !== "layer")
    throw failure("oci/unknown-layer", `layer ${digest} of ${name} is of the unknown type "${mediaType}"`, {
      hint: "it is no layer of a container image, or it is encrypted",
    });
  return {
    digest,
    size,
    mediaType,
    diffId,
    open: (signal) => openBlob(client, { registry, repository, digest, size, ...(signal && { signal }) }),
  };
};
