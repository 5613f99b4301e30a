/** What a registry tells of images without giving them away: tags, digest, platforms, age, size (OCI distribution-spec, "Listing Tags"). */

import { collect } from "@deftools/bytes";
import type { ImageReference } from "@deftools/reference";
import * as v from "valibot";
import type { RegistryClient } from "./client.ts";
import { failure } from "./failure.ts";
import type { Digest, Platform } from "./image.ts";
import { parseManifest } from "./manifest.ts";
import { fromFirst, placesOf } from "./places.ts";
import { formatPlatform } from "./platform.ts";
import { findManifest, openRegistryImage } from "./registry-image.ts";

/** What is known of an image that was not fetched. */
export interface ImageDetails {
  /** Of the index where there is one: it names the image for every platform. */
  readonly digest: Digest;
  /** `linux/amd64`, in the order of the index. */
  readonly platforms: readonly string[];
  /** RFC 3339. */
  readonly created?: string;
  /** Of the compressed layers of one platform. */
  readonly size: number;
}

/** As many as are asked for at once; nobody reads more. */
const NAMES_MAXIMUM = 1000;
const ANSWER_MAXIMUM = 1024 * 1024;

const tagsSchema = v.object({ tags: v.nullish(v.array(v.string()), []) });
const catalogSchema = v.object({ repositories: v.nullish(v.array(v.string()), []) });

/** The first thousand tags of a repository, in the registry's order. @throws Failure "oci/…" */
export const listTags = async (
  client: RegistryClient,
  reference: ImageReference,
  signal?: AbortSignal,
): Promise<readonly string[]> => {
  const { found } = await fromFirst(await placesOf(client, reference), async (place) => {
    const { registry, repository, insecure } = place;
    const subject = `the tags of ${registry}/${repository}`;
    const answer = await client.get({
      registry,
      repository,
      insecure,
      path: `tags/list?n=${NAMES_MAXIMUM}`,
      subject,
      missingHint: "check the name",
      ...(signal && { signal }),
    });
    return read(await collect(answer.body, ANSWER_MAXIMUM, subject), subject, tagsSchema).tags;
  });
  return found;
};

/** The first thousand repositories of a registry; public ones tell nobody. @throws Failure "oci/…" */
export const listRepositories = async (
  client: RegistryClient,
  registry: string,
  signal?: AbortSignal,
): Promise<readonly string[]> => {
  const subject = `the repositories of ${registry}`;
  const answer = await client.get({
    registry,
    repository: "",
    path: `_catalog?n=${NAMES_MAXIMUM}`,
    subject,
    missingHint: "not every registry tells them",
    ...(signal && { signal }),
  });
  return read(await collect(answer.body, ANSWER_MAXIMUM, subject), subject, catalogSchema).repositories;
};

const read = <Answer>(
  bytes: Uint8Array,
  subject: string,
  schema: v.GenericSchema<unknown, Answer>,
): Answer => {
  try {
    return v.parse(schema, JSON.parse(Buffer.from(bytes).toString("utf8")));
  } catch (cause) {
    throw failure("oci/bad-manifest", `${subject} came as something else`, { cause });
  }
};

/** Looks an image up, for `platform` where it has it. @throws Failure "oci/…" */
export const describeImage = async (
  client: RegistryClient,
  reference: ImageReference,
  options: { readonly platform: Platform; readonly signal?: AbortSignal },
): Promise<ImageDetails> => {
  const { found, name } = await findManifest(client, reference, options.signal);
  const manifest = parseManifest(found.bytes, found.contentType, name);
  const { tag: _tag, ...untagged } = reference;
  const image = await openRegistryImage(client, { ...untagged, digest: found.digest }, options);
  const offered =
    manifest.kind === "index"
      ? manifest.manifests.flatMap(({ platform }) => platform ?? [])
      : [image.platform];
  const { created } = image.config;
  return {
    digest: found.digest,
    platforms: offered
      .filter(({ os }) => os !== "unknown")
      .map(({ os, architecture, variant }) =>
        formatPlatform({ os, architecture, ...(typeof variant === "string" && { variant }) }),
      ),
    ...(created !== undefined && { created }),
    size: image.layers.reduce((sum, { size }) => sum + size, 0),
  };
};
