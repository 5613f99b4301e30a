/** What an image says about itself, read back from its SIF. */

import type { ByteSource } from "@deftools/bytes";
import { isSif, objectSource, readSif, type SifEntry } from "@deftools/sif";
import { openImage } from "@deftools/squashfs";
import { Failure } from "@deftools/trouble";
import * as v from "valibot";
import type { AppInspection } from "./container-files/app-texts.ts";
import { inspectMetadataName } from "./container-files/inspect-metadata.ts";
import { inspectTexts } from "./inspect-texts.ts";
import { inheritedTexts } from "./opening/inherited-texts.ts";
import { primaryPartition } from "./opening/local-base.ts";

const text = v.optional(v.string());
const texts = v.optional(v.nullable(v.record(v.string(), v.string())));

const metadataSchema = v.object({
  data: v.object({
    attributes: v.object({
      apps: v.optional(
        v.nullable(
          v.record(
            v.string(),
            v.object({
              environment: texts,
              labels: texts,
              runscript: text,
              startscript: text,
              test: text,
              helpfile: text,
            }),
          ),
        ),
      ),
      labels: texts,
      environment: texts,
      runscript: text,
      startscript: text,
      test: text,
      helpfile: text,
      deffile: text,
    }),
  }),
});

/** What is there of it; labels and environment files by name. */
export interface Inspection {
  readonly apps?: Readonly<Record<string, AppInspection>> | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly runscript?: string | undefined;
  readonly startscript?: string | undefined;
  readonly test?: string | undefined;
  readonly helpfile?: string | undefined;
  readonly deffile?: string | undefined;
}

/** Far more than recipes and labels need; a foreign file may say anything. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads the metadata of a SIF, or what the files of an older SIF or a SquashFS image say.
 * @throws Failure "build/no-metadata", "build/bad-metadata" · "build/not-an-image", "sif/…", "squashfs/…"
 */
export const inspect = async (source: ByteSource): Promise<Inspection> => {
  const { partition, objects } = await openImageSource(source);
  const entry = objects.find(({ type, name }) => type === "json" && name === inspectMetadataName);
  if (entry === undefined) {
    const image = await openImage(partition());
    return inspectTexts(await inheritedTexts(image.root, image.readFile));
  }
  if (MOST_BYTES < entry.size)
    throw new Failure(
      "build/bad-metadata",
      `"${inspectMetadataName}" has ${entry.size} bytes, at most ${MOST_BYTES} are read`,
    );
  const json = Buffer.from(await objectSource(source, entry).read(0, entry.size)).toString();
  const parsed = v.safeParse(metadataSchema, parseJson(json));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new Failure(
      "build/bad-metadata",
      `"${inspectMetadataName}" of the image: ${v.getDotPath(issue) ?? "it"} is no ${issue.expected ?? "value we know"}`,
    );
  }
  const { apps, labels, environment, ...scripts } = parsed.output.data.attributes;
  return {
    ...scripts,
    apps: apps === null || apps === undefined ? undefined : appsOf(apps),
    labels: labels ?? {},
    environment: environment ?? {},
  };
};

/** Go writes null for what is not there. */
const appsOf = (
  apps: NonNullable<v.InferOutput<typeof metadataSchema>["data"]["attributes"]["apps"]>,
): Readonly<Record<string, AppInspection>> =>
  Object.fromEntries(
    Object.entries(apps).map(([name, { environment, labels, ...scripts }]) => [
      name,
      { environment: environment ?? undefined, labels: labels ?? undefined, ...scripts },
    ]),
  );

const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Failure("build/bad-metadata", `"${inspectMetadataName}" of the image is no JSON`, {
      cause: error,
    });
  }
};

/** The objects of a SIF and its file system, opened when it is asked for; a file that is no SIF is the file system itself. */
const openImageSource = async (
  source: ByteSource,
): Promise<{ readonly objects: readonly SifEntry[]; readonly partition: () => ByteSource }> => {
  const head = await source.read(0, Math.min(source.size, 64));
  if (Buffer.from(head.subarray(0, 4)).toString("latin1") === "hsqs" && !isSif(head))
    return { objects: [], partition: () => source };
  const sif = await readSif(source);
  return {
    objects: sif.objects,
    partition: () => objectSource(source, primaryPartition(sif, "the image")),
  };
};
