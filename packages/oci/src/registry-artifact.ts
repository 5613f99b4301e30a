/** One file that lies in a registry as an artifact, such as a SIF (OCI image-spec manifest.md, "Guidelines for Artifact Usage"). */

import type { ByteStream } from "@deftools/bytes";
import type { ImageReference } from "@deftools/reference";
import { openBlob } from "./blob.ts";
import type { RegistryClient } from "./client.ts";
import { failure } from "./failure.ts";
import type { Digest } from "./image.ts";
import { parseManifest } from "./manifest.ts";
import { bytesFromFirst } from "./places.ts";
import { findManifest } from "./registry-image.ts";

/** The file, whose bytes prove themselves. */
export interface Artifact {
  readonly name: string;
  readonly digest: Digest;
  readonly size: number;
  open(signal?: AbortSignal): ByteStream;
}

export interface ArtifactOptions {
  /** That of the file. */
  readonly mediaType: string;
  /** What is looked for, for messages: `a SIF`. */
  readonly what: string;
  readonly signal?: AbortSignal;
}

/**
 * Finds the file; its bytes wait to be opened.
 * @throws Failure "oci/not-an-artifact" when there is something else, and as for images
 */
export const openRegistryArtifact = async (
  client: RegistryClient,
  reference: ImageReference,
  { mediaType, what, signal }: ArtifactOptions,
): Promise<Artifact> => {
  const { found, places, name } = await findManifest(client, reference, signal);
  const { bytes, contentType } = found;
  const manifest = parseManifest(bytes, contentType, name);
  const layers = manifest.kind === "image" ? manifest.layers : [];
  const [layer] = layers;
  if (layer === undefined || layers.length !== 1 || layer.mediaType !== mediaType)
    throw failure("oci/not-an-artifact", `${name} is not ${what}`, {
      hint: "if it is a container image, use docker:// in place of oras://",
    });
  const { digest, size } = layer;
  return {
    name,
    digest,
    size,
    open: (stop) =>
      bytesFromFirst(places, (place) => openBlob(place, { digest, size, ...(stop && { signal: stop }) })),
  };
};
