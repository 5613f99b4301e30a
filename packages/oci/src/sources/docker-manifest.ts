/** The manifest.json of a Docker archive (moby image/tarexport, image/spec/v1.2.md), and which of its images is meant. */

import { parseReference } from "@deftools/reference";
import * as v from "valibot";
import { failure, foreignWords } from "../failure.ts";
import { checkDocument, entriesMaximum, layersMaximum, parseJson } from "../manifest.ts";

const images = v.pipe(
  v.array(
    v.object({
      /** The name of the config's file. */
      Config: v.string(),
      RepoTags: v.nullish(v.array(v.string()), []),
      /** Names of files, oldest layer first. */
      Layers: v.nullish(v.pipe(v.array(v.string()), v.maxLength(layersMaximum)), []),
    }),
  ),
  v.maxLength(entriesMaximum),
);

/** One image of an archive: the names of its files. */
export type DockerImage = v.InferOutput<typeof images>[number];

/** Reads it. @throws Failure "oci/bad-manifest" */
export const parseDockerManifest = (bytes: Uint8Array, place: string): readonly DockerImage[] =>
  checkDocument(images, parseJson(bytes, place), place);

/**
 * The image with a tag: as it is written in the archive, as any other spelling of the same reference, or by its last part alone.
 * Without one, the only image there is.
 * @throws Failure "oci/no-such-tag", "oci/ambiguous-image", each listing what there is
 */
export const chooseDockerImage = (
  all: readonly DockerImage[],
  tag: string | undefined,
  place: string,
): DockerImage => {
  if (all.length === 0) throw failure("oci/not-an-image", `${place} holds no image`);
  const [only, ...others] = tag === undefined ? all : all.filter(({ RepoTags }) => RepoTags.some(isTag(tag)));
  if (!only)
    throw failure("oci/no-such-tag", `${place} has no image "${tag}"`, { hint: `it has ${listTags(all)}` });
  if (0 < others.length)
    throw failure(
      "oci/ambiguous-image",
      `${place} holds several images${tag === undefined ? "" : ` "${tag}"`}`,
      {
        hint: `name one by its whole tag; it has ${listTags(all)}`,
      },
    );
  return only;
};

const isTag = (wanted: string): ((written: string) => boolean) => {
  const whole = fullName(wanted);
  return (written) =>
    written === wanted ||
    (whole !== undefined && fullName(written) === whole) ||
    (!/[/:]/.test(wanted) && written.endsWith(`:${wanted}`));
};

/** One spelling for each reference; undefined for what is none. */
const fullName = (text: string): string | undefined => {
  const parsed = parseReference(text);
  if ("problem" in parsed) return undefined;
  const { registry, repository, tag = "latest" } = parsed.reference;
  return `${registry}/${repository}:${tag}`;
};

/** Long lists help nobody. */
const listed = 10;

const listTags = (all: readonly DockerImage[]): string => {
  const tags = all.flatMap(({ RepoTags }) => RepoTags.map((tag) => `"${foreignWords(tag)}"`));
  const rest = tags.length - listed;
  return [...tags.slice(0, listed), ...(0 < rest ? [`${rest} more`] : [])].join(", ") || "no tags at all";
};
