/** What a SIF holds besides its image: kept by a copy, since nobody else has it; no part of a new image that is built on it. */

import { openFileSource, streamOf } from "@deftools/bytes";
import { objectSource, type Sif, type SifEntry, type SifObject } from "@deftools/sif";
import { inspectMetadataName } from "../container-files/inspect-metadata.ts";

/** Those that no builder makes, in their order. Signatures are none of them: what they signed is made anew. */
export const furtherObjects = ({ objects }: Sif): readonly SifEntry[] =>
  objects.filter(
    ({ type, name, partition }) =>
      !comesAlong.has(String(type)) &&
      !(type === "json" && madeAnew.has(name)) &&
      partition?.use !== "overlay" &&
      partition?.use !== "primary-system",
  );

const comesAlong: ReadonlySet<string> = new Set(["definition-file", "signature"]);
const madeAnew: ReadonlySet<string> = new Set([inspectMetadataName, "oci-config.json"]);

/** What they are called, for people. */
export const objectNames = (objects: readonly Pick<SifEntry, "id" | "name">[]): string =>
  objects.map(({ id, name }) => (name === "" ? `${id}` : `${id} ("${name}")`)).join(", ");

/**
 * Those objects, to write into a copy behind its primary partition, which gets the ID `primary`. Links follow; one to what
 * does not come along is dropped. Their bytes are read when they are written.
 */
export const copiedObjects = (path: string, sif: Sif, primary: number): readonly SifObject[] => {
  const further = furtherObjects(sif);
  const ids = new Map(further.map(({ id }, index) => [id, primary + 1 + index]));
  for (const { id, partition } of sif.objects) if (partition?.use === "primary-system") ids.set(id, primary);
  return further.map((object) => {
    const { type, name, group, link, partition, message, sbom, digest, extra } = object;
    const id = link?.kind === "object" ? ids.get(link.id) : link?.id;
    return {
      type,
      name,
      group,
      ...(link !== undefined && id !== undefined && { link: { ...link, id } }),
      ...(partition !== undefined && { partition }),
      ...(message !== undefined && { message }),
      ...(sbom !== undefined && { sbom }),
      ...(digest !== undefined && { digest }),
      ...(extra !== undefined && { extra }),
      content: async (sink) => {
        const file = await openFileSource(path);
        try {
          for await (const part of streamOf(objectSource(file, object))) await sink.write(part);
        } finally {
          await file.close();
        }
      },
    };
  });
};
