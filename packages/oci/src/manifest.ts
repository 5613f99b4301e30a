/** Manifests and indexes, checked at the door (OCI image-spec manifest.md, image-index.md; distribution manifest-v2-2.md). */

import * as v from "valibot";
import { isDigest } from "./digest.ts";
import { failure } from "./failure.ts";
import type { Platform } from "./image.ts";
import { type MediaKind, mediaKind } from "./media-types.ts";

/** More than any real manifest; registries take at most 4 MiB (OCI distribution-spec, "Pushing Manifests"). */
export const manifestMaximum = 4 * 1024 * 1024;
/** Docker stops at 127 layers; ten times that is nobody's image. */
export const layersMaximum = 1270;
/** Images of one index, or of one archive. */
export const entriesMaximum = 10_000;

const descriptor = v.object({
  mediaType: v.string(),
  digest: v.pipe(v.string(), v.check(isDigest, "no digest that can be checked")),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  annotations: v.nullish(v.record(v.string(), v.string())),
  /** Where a layer lies that may not be kept with its image. */
  urls: v.nullish(v.array(v.string())),
  platform: v.nullish(v.object({ os: v.string(), architecture: v.string(), variant: v.nullish(v.string()) })),
});

/** What one blob or manifest is, and the proof. */
export type Descriptor = v.InferOutput<typeof descriptor>;

const index = v.object({ manifests: v.pipe(v.array(descriptor), v.maxLength(entriesMaximum)) });

const manifest = v.object({
  config: descriptor,
  layers: v.pipe(v.array(descriptor), v.maxLength(layersMaximum)),
});

/** A document of a registry's `manifests/` path. */
export type Manifest =
  | { readonly kind: "index"; readonly manifests: readonly Descriptor[] }
  | { readonly kind: "image"; readonly config: Descriptor; readonly layers: readonly Descriptor[] };

/**
 * Reads a manifest or an index.
 * @param contentType as the registry sent it or the parent index says
 * @param subject what it is the manifest of, for messages
 * @throws Failure "oci/bad-manifest", "oci/schema1"
 */
export const parseManifest = (
  bytes: Uint8Array,
  contentType: string | undefined,
  subject: string,
): Manifest => {
  const document = parseJson(bytes, subject);
  switch (kindOf(document, contentType, subject)) {
    case "index":
      return { kind: "index", ...checkDocument(index, document, subject) };
    case "schema1":
      throw failure(
        "oci/schema1",
        `${subject} is in Docker's old schema 1 format, which carries no digests to trust`,
        {
          hint: "pull and push it once with a current docker, podman or skopeo to convert it",
        },
      );
    default:
      return { kind: "image", ...checkDocument(manifest, document, subject) };
  }
};

/** The platform an index entry is for; undefined when it does not say. */
export const platformOf = ({ platform }: Descriptor): Platform | undefined =>
  platform
    ? {
        os: platform.os,
        architecture: platform.architecture,
        ...(platform.variant ? { variant: platform.variant } : {}),
      }
    : undefined;

/** Whether an index entry is no image but BuildKit's statement about one. */
export const isAttestation = ({ annotations, platform }: Descriptor): boolean =>
  annotations?.["vnd.docker.reference.type"] === "attestation-manifest" ||
  (platform?.os === "unknown" && platform.architecture === "unknown");

/**
 * The kind by all evidence at once. A document that can be read in two ways must not be read at all: a registry could show one way to
 * the checker and the other to the builder (CVE-2021-41190).
 */
const kindOf = (document: object, contentType: string | undefined, subject: string): MediaKind => {
  const has = (field: string): boolean => field in document;
  const written =
    "mediaType" in document && typeof document.mediaType === "string" ? document.mediaType : undefined;
  const shape: MediaKind | undefined = has("manifests")
    ? "index"
    : has("layers") || has("config")
      ? "manifest"
      : undefined;
  if ("schemaVersion" in document && document.schemaVersion === 1) return "schema1";
  if (has("manifests") && (has("layers") || has("config")))
    throw failure("oci/bad-manifest", `manifest of ${subject} claims to be an index and an image at once`);
  const kinds = new Set(
    [mediaKind(contentType), mediaKind(written), shape].filter((kind) => kind !== undefined),
  );
  const [kind] = kinds;
  if (kind === undefined)
    throw failure("oci/bad-manifest", `what came for ${subject} is no image manifest`, {
      hint: "is the address that of a container registry?",
    });
  if (kinds.size !== 1)
    throw failure(
      "oci/bad-manifest",
      `manifest of ${subject} contradicts itself: it is called ${[...kinds].join(" and ")}`,
    );
  return kind;
};

/** The JSON object or array that a manifest is. @throws Failure "oci/bad-manifest" */
export const parseJson = (bytes: Uint8Array, subject: string): object => {
  try {
    const document: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof document === "object" && document !== null) return document;
  } catch (cause) {
    throw failure("oci/bad-manifest", `manifest of ${subject} is no JSON`, { cause });
  }
  throw failure("oci/bad-manifest", `manifest of ${subject} is no JSON object`);
};

/** What a schema makes of a manifest. @throws Failure "oci/bad-manifest" naming the bad field */
export const checkDocument = <Schema extends v.GenericSchema>(
  schema: Schema,
  document: object,
  subject: string,
): v.InferOutput<Schema> => {
  const result = v.safeParse(schema, document);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw failure(
    "oci/bad-manifest",
    `manifest of ${subject} is malformed at "${v.getDotPath(issue) ?? "its top"}": ${issue.message.toLowerCase()}`,
  );
};
