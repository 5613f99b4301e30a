/**
 * `labels.json`. In this order: the image's labels, those `%post` wrote to `$APPTAINER_LABELS` (which overwrite), the automatic ones
 * (which do, too), the recipe's `%labels` (which do not, unless forced; definition-file documentation, "%labels").
 */

import * as v from "valibot";
import type { Metadata } from "../build-plan.ts";
import { type ContainerEntry, plainFile } from "./container-entry.ts";
import { goJson, sortedByKey } from "./go-json.ts";

/** Where the labels are in the image. */
export const labelsPath = ".singularity.d/labels.json";

/** What labels are made of. */
export interface LabelSources {
  readonly image: Readonly<Record<string, string>>;
  /** What a script wrote: `NAME VALUE` lines. */
  readonly scriptLabels?: string | undefined;
  readonly metadata: Metadata;
  /** As image indexes name it: `amd64`. */
  readonly architecture: string;
  /** Seconds since 1970. */
  readonly time: number;
  /** Name and version of this program. */
  readonly builder: { readonly name: string; readonly version: string };
  /** Whether `%labels` may overwrite. */
  readonly force: boolean;
}

/** All labels sorted by name, and the names of those in `%labels` that gave way. */
export const labels = ({
  image,
  scriptLabels = "",
  metadata,
  architecture,
  time,
  builder,
  force,
}: LabelSources): { readonly all: Readonly<Record<string, string>>; readonly ignored: readonly string[] } => {
  const all = new Map(Object.entries(image));
  for (const [name, value] of writtenLabels(scriptLabels)) all.set(name, value);
  all.set("org.label-schema.schema-version", "1.0");
  all.set("org.label-schema.build-arch", architecture);
  all.set("org.label-schema.build-date", buildDate(time));
  all.set(`org.label-schema.usage.${builder.name}.version`, builder.version);
  if (metadata.help !== undefined) {
    all.set("org.label-schema.usage", helpFile);
    all.set("org.label-schema.usage.apptainer.runscript.help", helpFile);
  }
  for (const { key, value } of metadata.header)
    all.set(`org.label-schema.usage.singularity.deffile.${key}`, value);

  const ignored: string[] = [];
  const own = new Map(metadata.labels.map(({ name, value }) => [name, value]));
  for (const [name, value] of own) {
    if (all.has(name) && !force) ignored.push(name);
    else all.set(name, value);
  }
  return { all: sortedByKey(all), ignored };
};

/** As lines of `%labels` are read: cut at the first blank; empty lines and comments say nothing. */
const writtenLabels = (text: string): readonly (readonly [name: string, value: string])[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [name = "", ...value] = line.split(" ");
      return [name, value.join(" ").trim()];
    });

/** The labels of an engine's image that is built upon; a file that is no list of labels counts for none, as in the engine. */
export const inheritedLabels = (
  inherited: ReadonlyMap<string, string> | undefined,
): Readonly<Record<string, string>> => textLabels(inherited?.get(labelsPath) ?? "");

/** The labels of a `labels.json`. */
export const textLabels = (text: string): Readonly<Record<string, string>> => {
  const parsed = v.safeParse(labelsSchema, text);
  return parsed.success ? parsed.output : {};
};

const labelsSchema = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()));

/** The file of all labels. */
export const labelsFile = (all: Readonly<Record<string, string>>): ContainerEntry =>
  plainFile(labelsPath, goJson(all, { indent: "\t" }));

const helpFile = "/.singularity.d/runscript.help";

/** `Sunday_22_November_2026_2:5:24_UTC`: the engines' own form, without leading zeros. */
const buildDate = (time: number): string => {
  const date = new Date(time * 1000);
  const name = (part: "weekday" | "month"): string =>
    new Intl.DateTimeFormat("en-US", { [part]: "long", timeZone: "UTC" }).format(date);
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].join(":");
  return [name("weekday"), date.getUTCDate(), name("month"), date.getUTCFullYear(), clock, "UTC"].join("_");
};
