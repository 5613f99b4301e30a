/**
 * What a registry tells of images without giving them away: tags, digest, platforms, age, size (OCI distribution-spec, "Listing Tags").
 * Registries give as many names at once as they like: quay.io a hundred, Docker Hub and ghcr.io a thousand, nvcr.io all.
 */

import type { ImageReference } from "@deftools/reference";
import * as v from "valibot";
import type { RegistryClient, RegistryRequest } from "./client.ts";
import type { Digest, Platform } from "./image.ts";
import { jsonAnswer } from "./json-answer.ts";
import { parseManifest } from "./manifest.ts";
import { mediaKind } from "./media-types.ts";
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

/** As many as are asked for at once. */
const PAGE_SIZE = 1000;
/** The newest tags are often the last of the alphabet, and some repositories have thousands. */
const PAGES_MAXIMUM = 20;

const tagsSchema = v.object({ tags: v.nullish(v.array(v.string()), []) });
const catalogSchema = v.object({ repositories: v.nullish(v.array(v.string()), []) });

/** The tags of a repository, in the registry's order. @throws Failure "oci/…" */
export const listTags = async (
  client: RegistryClient,
  reference: ImageReference,
  signal?: AbortSignal,
): Promise<readonly string[]> => {
  const { found } = await fromFirst(
    await placesOf(client, reference),
    async ({ registry, repository, insecure }) => {
      const subject = `the tags of ${registry}/${repository}`;
      const place = { registry, repository, insecure, subject, missingHint: "check the name" };
      const pages = await pagesOf(
        client,
        { ...place, path: "tags/list", ...(signal && { signal }) },
        tagsSchema,
      );
      return pages.flatMap(({ tags }) => tags);
    },
  );
  return found;
};

/** The repositories of a registry; public ones tell nobody. @throws Failure "oci/…" */
export const listRepositories = async (
  client: RegistryClient,
  registry: string,
  signal?: AbortSignal,
): Promise<readonly string[]> => {
  const subject = `the repositories of ${registry}`;
  const place = { registry, repository: "", subject, missingHint: "not every registry tells them" };
  const pages = await pagesOf(
    client,
    { ...place, path: "_catalog", ...(signal && { signal }) },
    catalogSchema,
  );
  return pages.flatMap(({ repositories }) => repositories);
};

/** A list page by page, as far as each answer links to the next. Of a link only what it asks for is taken, not where it leads. */
const pagesOf = async <Page>(
  client: RegistryClient,
  request: RegistryRequest,
  schema: v.GenericSchema<unknown, Page>,
): Promise<readonly Page[]> => {
  const pages: Page[] = [];
  const asked = new Set<string>();
  let query: string | undefined = `n=${PAGE_SIZE}`;
  while (query !== undefined && !asked.has(query) && pages.length < PAGES_MAXIMUM) {
    asked.add(query);
    const answer = await client.get({ ...request, path: `${request.path}?${query}` });
    pages.push(await jsonAnswer(answer, request.subject, schema));
    query = LINK_TO_NEXT.exec(answer.header("link").join(", "))?.groups?.["query"];
  }
  return pages;
};

/** `</v2/x/tags/list?n=100&last=2.0>; rel="next"` (RFC 8288). */
const LINK_TO_NEXT = /<[^>?]*\?(?<query>[^>#]+)[^>]*>\s*;[^,]*\brel="?next\b/i;

/** Looks an image up, for `platform` where it has it; of an artifact, such as a SIF, only digest and size are known. @throws Failure "oci/…" */
export const describeImage = async (
  client: RegistryClient,
  reference: ImageReference,
  options: { readonly platform: Platform; readonly signal?: AbortSignal },
): Promise<ImageDetails> => {
  const { found, name } = await findManifest(client, reference, options.signal);
  const manifest = parseManifest(found.bytes, found.contentType, name);
  if (manifest.kind === "image" && mediaKind(manifest.config.mediaType) !== "config")
    return { digest: found.digest, platforms: [], size: sizeOf(manifest.layers) };
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
    size: sizeOf(image.layers),
  };
};

const sizeOf = (layers: readonly { readonly size: number }[]): number =>
  layers.reduce((sum, { size }) => sum + size, 0);
