/**
 * An image in an OCI image layout, a folder or a tar of one (OCI image-spec image-layout.md).
 *
 *     index.json ─ entry by tag, digest or platform ─→ [index …] ─→ manifest ─→ config, layers
 *     blobs/sha256/<hex>                                            every one proven by its digest
 */

import type { ByteStream } from "@deftools/bytes";
import { digestOf, isDigest } from "../digest.ts";
import { failure } from "../failure.ts";
import { type FetchForeign, openForeign } from "../foreign-layer.ts";
import type { Digest, Image } from "../image.ts";
import { assembleImage, type FoundManifest, type ImageStore } from "../image-assembly.ts";
import { type Descriptor, manifestMaximum, parseManifest } from "../manifest.ts";
import { digestMismatch, remedies, sizeMismatch, verified } from "../verified.ts";
import { type ArchiveOptions, archiveParts } from "./archive-parts.ts";
import { folderParts } from "./folder-parts.ts";
import { chooseEntry, type Wanted } from "./layout-choice.ts";
import { type Part, type Parts, readPart } from "./parts.ts";

/** Which image of the layout, and what may be done for it. */
export interface LayoutOptions extends Wanted {
  /** Wins over `tag`. */
  readonly digest?: Digest;
  /** Gets layers that may not lie in the layout. */
  readonly fetchForeign?: FetchForeign;
  readonly signal?: AbortSignal;
}

/**
 * Opens an image of a layout folder; its manifest and config are read and checked, its layers wait to be opened.
 * @throws Failure "oci/not-a-layout", "oci/no-such-tag", "oci/ambiguous-image", or for what is damaged
 */
export const openLayoutImage = (path: string, options: LayoutOptions): Promise<Image> =>
  openImage(folderParts(path), `oci:${path}`, options);

/** The same from a tar of a layout, plain or gzip. The file must stay while layers are opened. @throws Failure also "oci/bad-archive" */
export const openOciArchive = async (path: string, options: LayoutOptions & ArchiveOptions): Promise<Image> =>
  openImage(await archiveParts(path, options), `oci-archive:${path}`, options);

const openImage = async (parts: Parts, source: string, options: LayoutOptions): Promise<Image> => {
  const { tag, digest, signal, fetchForeign } = options;
  const name = `${source}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
  const store: ImageStore = {
    name,
    manifest: (at) => readBlob(parts, at, name, signal),
    blob: (at, signal) =>
      openBlob(parts, at, { name, ...(fetchForeign && { fetchForeign }), ...(signal && { signal }) }),
  };
  const start = await findStart(parts, options, name);
  return assembleImage(store, start, options);
};

/** The manifest or index that the options mean. */
const findStart = async (parts: Parts, options: LayoutOptions, name: string): Promise<FoundManifest> => {
  const { digest, signal } = options;
  const entries = await readIndex(parts, signal);
  if (digest === undefined) {
    const entry = chooseEntry(entries, options, parts.place);
    return {
      bytes: await readBlob(parts, entry, name, signal),
      digest: entry.digest,
      contentType: entry.mediaType,
    };
  }
  if (!isDigest(digest)) throw failure("oci/bad-digest", `"${digest}" is no digest that can be checked`);
  const entry = entries.find((candidate) => candidate.digest === digest);
  const part = await findBlob(parts, digest, name);
  return {
    bytes: await readBlob(parts, entry ?? { digest, size: part.size }, name, signal),
    digest,
    contentType: entry?.mediaType,
  };
};

const readIndex = async (parts: Parts, signal: AbortSignal | undefined): Promise<readonly Descriptor[]> => {
  const part = await parts.find("index.json");
  if (!part)
    throw failure("oci/not-a-layout", `${parts.place} is no OCI image layout: it has no index.json`, {
      hint: (await parts.find("manifest.json"))
        ? `it looks like "docker save" wrote it: use docker-archive:${parts.place}`
        : "check the path; a layout is a folder, a tar of one is opened with oci-archive:",
    });
  const subject = `index.json of ${parts.place}`;
  const index = parseManifest(await readPart(part, manifestMaximum, subject, signal), undefined, subject);
  if (index.kind === "index") return index.manifests;
  throw failure("oci/bad-manifest", `${subject} is the manifest of an image, not an index`);
};

/** A small blob whole, proven. */
const readBlob = async (
  parts: Parts,
  { digest, size }: Pick<Descriptor, "digest" | "size">,
  name: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> => {
  const part = await findBlob(parts, digest, name);
  if (part.size !== size) throw sizeMismatch(digest, size, String(part.size), remedies.files);
  const bytes = await readPart(part, manifestMaximum, `manifest of ${name}`, signal);
  const actual = digestOf(bytes, digest);
  if (actual !== digest) throw digestMismatch(digest, actual, remedies.files);
  return bytes;
};

interface Opening {
  readonly name: string;
  readonly fetchForeign?: FetchForeign;
  readonly signal?: AbortSignal;
}

async function* openBlob(parts: Parts, at: Descriptor, { name, fetchForeign, signal }: Opening): ByteStream {
  const part = await parts.find(blobName(at.digest));
  if (part) yield* verified(part.open(signal), at, remedies.files);
  else if (at.urls?.length)
    yield* verified(openForeign(at.digest, at.urls, { name, fetchForeign, signal }), at);
  else throw missingBlob(parts, at.digest, name);
}

const findBlob = async (parts: Parts, digest: Digest, name: string): Promise<Part> => {
  const part = await parts.find(blobName(digest));
  if (!part) throw missingBlob(parts, digest, name);
  return part;
};

/** Digests were checked, so they hold no slash and no dot. */
const blobName = (digest: Digest): string => `blobs/${digest.replace(":", "/")}`;

const missingBlob = ({ place }: Parts, digest: Digest, name: string): Error =>
  failure("oci/missing-part", `${place} lacks blob ${digest} of ${name}`, {
    hint: "it was copied in part, or for one platform alone; copy the whole image anew",
  });
