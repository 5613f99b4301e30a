/** Which image of a layout is meant: by its tag, else by the platform (OCI image-spec image-layout.md#indexjson-file, annotations.md). */

import { failure, foreignWords } from "../failure.ts";
import type { Platform } from "../image.ts";
import { chooseManifest } from "../index-choice.ts";
import { type Descriptor, isAttestation, platformOf } from "../manifest.ts";
import { formatPlatform, platformDistance } from "../platform.ts";

/** What the caller knows. */
export interface Wanted {
  readonly tag?: string;
  readonly platform: Platform;
}

/**
 * The entry that is meant. A layout of one image has no choice to offer, whatever platform its entry claims: writers put their own
 * machine's there.
 * @throws Failure "oci/no-such-tag", "oci/ambiguous-image", "oci/no-such-platform", each listing what there is
 */
export const chooseEntry = (
  entries: readonly Descriptor[],
  { tag, platform }: Wanted,
  place: string,
): Descriptor => {
  const images = entries.filter((entry) => !isAttestation(entry));
  const candidates = tag === undefined ? images : images.filter((entry) => namesOf(entry).includes(tag));
  const [first, ...others] = candidates;
  if (!first && tag === undefined) throw failure("oci/not-an-image", `${place} holds no image`);
  if (!first)
    throw failure("oci/no-such-tag", `${place} has no image with the tag "${tag}"`, {
      hint: `it has ${listEntries(images)}`,
    });
  if (others.length === 0) return first;

  const fitting = candidates.filter((entry) => {
    const offered = platformOf(entry);
    return !offered || platformDistance(platform, offered) !== undefined;
  });
  const [only, second] = distinct(fitting);
  if (only && !second) return only;
  if (!isOneImage(fitting))
    throw failure("oci/ambiguous-image", `${place} holds several images`, {
      hint: `name one by its tag or digest; it has ${listEntries(candidates)}`,
    });
  return chooseManifest(candidates, platform, place);
};

/** What an entry goes by; Docker and containerd add the whole reference. */
const namesOf = ({ annotations }: Descriptor): readonly string[] =>
  nameAnnotations.flatMap((annotation) => annotations?.[annotation] ?? []);

const nameAnnotations = ["org.opencontainers.image.ref.name", "io.containerd.image.name"];

const distinct = (entries: readonly Descriptor[]): readonly Descriptor[] => [
  ...new Map(entries.map((entry) => [entry.digest, entry])).values(),
];

/** Whether the entries are one image for several platforms. */
const isOneImage = (entries: readonly Descriptor[]): boolean =>
  entries.every(platformOf) && new Set(entries.map((entry) => namesOf(entry).join(" "))).size <= 1;

/** Long lists help nobody. */
const listed = 10;

const listEntries = (entries: readonly Descriptor[]): string => {
  const names = distinct(entries).map((entry) => {
    const [name] = namesOf(entry);
    const offered = platformOf(entry);
    const platform = offered ? ` (${formatPlatform(offered)})` : "";
    return foreignWords(`${name === undefined ? entry.digest : `"${name}"`}${platform}`);
  });
  const rest = names.length - listed;
  return [...names.slice(0, listed), ...(0 < rest ? [`${rest} more`] : [])].join(", ") || "none";
};
