/** An image as every source gives it: config, and layers whose bytes prove themselves. */

import type { ByteStream } from "@deftools/bytes";

/** `sha256:` and 64 hex digits, or another registered algorithm (OCI image-spec descriptor.md#digests). */
export type Digest = string;

/** A platform as image indexes name it. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** One image, its platform chosen. */
export interface Image {
  /** As an engine prints it: `docker.io/library/debian:12`. */
  readonly name: string;
  /** Where there is no manifest, as in Docker's archives, the digest of the config: the image's id. */
  readonly manifestDigest: Digest;
  readonly platform: Platform;
  readonly config: ImageConfig;
  /** The config blob's inner `config` object as it came, for `oci-config.json`. */
  readonly rawConfig: unknown;
  readonly layers: readonly Layer[];
}

export interface Layer {
  readonly digest: Digest;
  readonly size: number;
  readonly mediaType: string;
  /** The digest of the uncompressed tar. */
  readonly diffId: Digest;
  /** The bytes as stored (compressed). The stream fails at its end with "oci/digest-mismatch" when they are not what was promised. */
  open(signal?: AbortSignal): ByteStream;
}

/** What of an image's config matters to a container (OCI image-spec config.md#properties). */
export interface ImageConfig {
  /** RFC 3339. */
  readonly created?: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  /** `NAME=value` in order. */
  readonly env: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly workingDir?: string;
  readonly user?: string;
}
