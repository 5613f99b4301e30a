/** A built stage as a SIF. */

import type { RandomAccessSink } from "@deftools/bytes";
import { type SifObject, sifArchitecture, writeSif } from "@deftools/sif";
import { type DataArea, writeImage } from "@deftools/squashfs";
import type { BuildPlan } from "../build-plan.ts";
import { inspectMetadataName } from "../container-files/inspect-metadata.ts";
import { imageId } from "../image-id.ts";
import { copiedObjects } from "../opening/further-objects.ts";
import type { BuiltStage } from "../stages/build-stage.ts";
import type { Workshop } from "../workshop.ts";

/** Writes it into `output`, as a copy of its base with all that is in that, or as a new image; tells its size. */
export const writeSifOutput = async (
  output: RandomAccessSink,
  { root, base, planned, time, files }: BuiltStage,
  { compressor }: Workshop,
  areas: readonly DataArea[],
  { isCopy }: Pick<BuildPlan, "isCopy">,
): Promise<number> => {
  const { definition } = planned.metadata;
  const { ociConfig } = base;
  const architecture = sifArchitecture(base.platform.architecture);
  const texts = [definition, files.inspectMetadata, ociConfig ?? "", compressor.name, `${compressor.level}`];
  const objects: readonly SifObject[] = [
    { type: "definition-file", content: Buffer.from(definition) },
    { type: "json", name: inspectMetadataName, content: Buffer.from(files.inspectMetadata) },
    ...(ociConfig === undefined
      ? []
      : [{ type: "json", name: "oci-config.json", content: Buffer.from(ociConfig) } as const]),
    {
      type: "partition",
      partition: { filesystem: "squashfs", use: "primary-system", architecture },
      content: { write: (file, start) => writeImage(file, start, { root, areas, compressor, time }) },
    },
  ];
  const further = isCopy && base.sif ? copiedObjects(base.sif.path, base.sif.content, objects.length) : [];
  const { size } = await writeSif(output, {
    architecture,
    id: imageId(root, texts),
    time,
    objects: [...objects, ...further],
  });
  return size;
};
