/** An image in a registry: from a reference to a verified manifest, a platform, a config, and layers that prove themselves. */

import { type ByteStream, collect } from "@deftools/bytes";
import type { ImageReference } from "@deftools/reference";
import { isFailure } from "@deftools/trouble";
import { openBlob } from "./blob.ts";
import type { RegistryClient } from "./client.ts";
import { digestOf } from "./digest.ts";
import { type FetchForeign, openForeign } from "./foreign-layer.ts";
import type { Digest, Image, Platform } from "./image.ts";
import { assembleImage, type FoundManifest } from "./image-assembly.ts";
import { type Descriptor, manifestMaximum } from "./manifest.ts";
import { acceptManifests } from "./media-types.ts";
import { bytesFromFirst, fromFirst, type Place, placesOf } from "./places.ts";
import { digestMismatch, sizeMismatch, verified } from "./verified.ts";

export interface OpenOptions {
  readonly platform: Platform;
  /** Gets layers that the registry may not hold, like `client.fetchForeign`. */
  readonly fetchForeign?: FetchForeign;
  readonly signal?: AbortSignal;
}

/**
 * Opens an image: its manifest and config are fetched and checked, its layers wait to be opened.
 * @throws Failure "oci/…" for everything between here and the bytes
 */
export const openRegistryImage = async (
  client: RegistryClient,
  reference: ImageReference,
  options: OpenOptions,
): Promise<Image> => {
  const { fetchForeign, signal } = options;
  const { found, places, name } = await findManifest(client, reference, signal);
  const store = {
    name,
    manifest: async (at: Descriptor) =>
      (await fromFirst(places, (place) => fetchManifest(place, at, signal))).found.bytes,
    blob: (at: Descriptor, stop?: AbortSignal) => openPart(places, at, { name, fetchForeign, signal: stop }),
  };
  return assembleImage(store, found, options);
};

/** The manifest of a reference at the first place that has it, and the places where its parts are. */
export const findManifest = async (
  client: RegistryClient,
  reference: ImageReference,
  signal: AbortSignal | undefined,
): Promise<{
  readonly found: FoundManifest;
  readonly places: readonly Place[];
  readonly name: string;
}> => {
  const all = await placesOf(client, reference);
  const { found, places } = await fromFirst(all, (place) => fetchManifest(place, place.version, signal));
  return { found, places, name: all[0]?.name ?? reference.repository };
};

/** The bytes of a manifest, proven against every digest there is: the one asked for, and the one the registry claims. */
const fetchManifest = async (
  { client, registry, repository, insecure, name }: Place,
  at: Descriptor | string,
  signal: AbortSignal | undefined,
): Promise<FoundManifest> => {
  const wanted = typeof at === "string" ? at : at.digest;
  const answer = await client.get({
    registry,
    repository,
    insecure,
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

/** A blob of the registry, or of where its owner keeps it: many registries hold foreign layers all the same. */
async function* openPart(
  places: readonly Place[],
  { digest, size, urls }: Descriptor,
  options: Parameters<typeof openForeign>[2],
): ByteStream {
  try {
    yield* bytesFromFirst(places, (place) =>
      openBlob(place, { digest, size, ...withSignal(options.signal) }),
    );
    return;
  } catch (error) {
    if (!urls?.length || !isFailure(error, "oci/not-found")) throw error;
  }
  yield* verified(openForeign(digest, urls, options), { digest, size });
}

const withSignal = (signal: AbortSignal | undefined) => signal && { signal };
