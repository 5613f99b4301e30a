/** What an image says about itself, read back from its SIF. */

import type { ByteSource } from "@deftools/bytes";
import { objectSource, readSif } from "@deftools/sif";
import { Failure } from "@deftools/trouble";
import * as v from "valibot";
import { inspectMetadataName } from "./container-files/inspect-metadata.ts";

const text = v.optional(v.string());
const texts = v.optional(v.nullable(v.record(v.string(), v.string())));

const metadataSchema = v.object({
  data: v.object({
    attributes: v.object({
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
  readonly labels: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly runscript?: string | undefined;
  readonly startscript?: string | undefined;
  readonly test?: string | undefined;
  readonly helpfile?: string | undefined;
  readonly deffile?: string | undefined;
  /** The whole JSON text, as it is stored. */
  readonly json: string;
}

/** Far more than recipes and labels need; a foreign file may say anything. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads the metadata of a SIF.
 * @throws Failure "build/no-metadata", "build/bad-metadata" · "sif/not-a-sif", "sif/damaged"
 */
export const inspect = async (source: ByteSource): Promise<Inspection> => {
  const { objects } = await readSif(source);
  const entry = objects.find(({ type, name }) => type === "json" && name === inspectMetadataName);
  if (entry === undefined)
    throw new Failure("build/no-metadata", `the image has no object "${inspectMetadataName}"`, {
      hint: "it was made by an old engine; inspect it with that",
    });
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
  const { labels, environment, ...scripts } = parsed.output.data.attributes;
  return { ...scripts, labels: labels ?? {}, environment: environment ?? {}, json };
};

const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Failure("build/bad-metadata", `"${inspectMetadataName}" of the image is no JSON`, {
      cause: error,
    });
  }
};
