/** Which image of an index a machine gets (OCI image-spec image-index.md). */

import { failure } from "./failure.ts";
import type { Platform } from "./image.ts";
import { type Descriptor, isAttestation, platformOf } from "./manifest.ts";
import { mediaKind } from "./media-types.ts";
import { formatPlatform, normalizePlatform, platformDistance } from "./platform.ts";

/**
 * The entry for a platform: the nearest variant, the first of equals. An index of a single entry that names no platform has no choice
 * to offer, so that one it is.
 * @throws Failure "oci/no-such-platform", listing what there is
 */
export const chooseManifest = (
  entries: readonly Descriptor[],
  wanted: Platform,
  name: string,
): Descriptor => {
  const images = entries.filter((entry) => isImage(entry) && !isAttestation(entry));
  let best: { readonly entry: Descriptor; readonly distance: number } | undefined;
  for (const entry of images) {
    const offered = platformOf(entry);
    const distance = offered && platformDistance(wanted, offered);
    if (distance !== undefined && (!best || distance < best.distance)) best = { entry, distance };
  }
  if (best) return best.entry;

  const [only, ...others] = images;
  if (only && others.length === 0 && !platformOf(only)) return only;
  throw failure(
    "oci/no-such-platform",
    `${name} has no image for ${formatPlatform(normalizePlatform(wanted))}`,
    { hint: `it has ${listPlatforms(images)}` },
  );
};

const isImage = ({ mediaType }: Descriptor): boolean => {
  const kind = mediaKind(mediaType);
  return kind === "manifest" || kind === "index" || kind === "schema1";
};

const listPlatforms = (images: readonly Descriptor[]): string => {
  const names = images.flatMap((entry) => platformOf(entry) ?? []).map(formatPlatform);
  return [...new Set(names)].sort().join(", ") || "no image at all";
};
