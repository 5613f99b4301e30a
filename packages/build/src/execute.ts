/** From a plan to the bytes of a SIF. Everything of the world comes in through ports. */

import { type RandomAccessSink, sinkAt } from "@deftools/bytes";
import { type Digest, formatPlatform, type Image } from "@deftools/oci";
import { type Directory, fromByteString } from "@deftools/rootfs";
import { sifArchitecture, writeSif } from "@deftools/sif";
import {
  type Compressor,
  createDataArea,
  type DataArea,
  type PlacedFile,
  writeImage,
} from "@deftools/squashfs";
import { distinctLayers, openBaseImage } from "./base-image.ts";
import type { Tell } from "./build-event.ts";
import type { Base, BuildPlan, Compression } from "./build-plan.ts";
import { buildTime } from "./build-time.ts";
import { containerFiles } from "./container-files/container-files.ts";
import { goJson } from "./container-files/go-json.ts";
import { inspectMetadataName } from "./container-files/inspect-metadata.ts";
import { copyInto } from "./host-files/copy-into.ts";
import type { FoundCopy } from "./host-files/find-copies.ts";
import type { HostFiles } from "./host-files/host-files.ts";
import { imageId } from "./image-id.ts";
import type { PackFolder } from "./packs/pack-folder.ts";
import { putEntries } from "./put-entries.ts";

/** The powers a build has. */
export interface BuildPorts {
  openBase(base: Base, plan: BuildPlan, signal?: AbortSignal): Promise<Image>;
  createCompressor(compression: Compression): Compressor;
  readonly host: HostFiles;
  /** Where layers are kept between builds, or for this one. */
  readonly packs: PackFolder;
  readonly tell: Tell;
  /** Name and version of the program, for the labels. */
  readonly builder: { readonly name: string; readonly version: string };
}

/** What became of a build. */
export interface BuildSummary {
  /** Of the SIF file, in bytes. */
  readonly size: number;
  readonly image: string;
  readonly digest: Digest;
}

/**
 * Builds the image of a plan into `output`, which is committed or discarded by the caller. `copies` are the plan's, found.
 * @throws Failure of every room below
 */
export const execute = async (
  ports: BuildPorts,
  plan: BuildPlan,
  { copies, output, signal }: ExecuteInput,
): Promise<BuildSummary> => {
  const image = await ports.openBase(plan.base, plan, signal);
  const { name, manifestDigest: digest, platform } = image;
  const layers = distinctLayers(image.layers).map((layer) => ({ digest: layer.digest, size: layer.size }));
  ports.tell({ kind: "resolved", image: name, digest, platform, layers });
  if (platform.architecture !== plan.platform.architecture)
    ports.tell({
      kind: "warning",
      message: `${name} is for ${formatPlatform(platform)}, not for ${formatPlatform(plan.platform)}`,
      hint: "the registry has no other; programs of this image do not run on that machine",
    });
  const time = buildTime(plan.time, image.config.created);
  const compressor = ports.createCompressor(plan.compression);
  try {
    const base = await openBaseImage({ ...ports, compressor }, image, { time, signal });
    try {
      const size = await assemble(ports, plan, { image, time, compressor, ...base, copies, output });
      return { size, image: name, digest };
    } finally {
      await base.close();
    }
  } finally {
    await compressor.close();
  }
};

interface ExecuteInput {
  readonly copies: readonly FoundCopy[];
  readonly output: RandomAccessSink;
  readonly signal?: AbortSignal | undefined;
}

interface Parts extends ExecuteInput {
  readonly image: Image;
  readonly time: number;
  readonly compressor: Compressor;
  readonly root: Directory<PlacedFile>;
  readonly areas: readonly DataArea[];
}

/** Puts what the recipe brings on the base tree, its contents into one more data area, and writes the SIF. */
const assemble = async (ports: BuildPorts, plan: BuildPlan, parts: Parts): Promise<number> => {
  const { image, time, compressor, root, areas, copies, output } = parts;
  const scratch = await ports.packs.create("recipe");
  try {
    const own = createDataArea(sinkAt(scratch, 0), { compressor });
    const place = async (content: AsyncIterable<Uint8Array>): Promise<PlacedFile> => ({
      area: areas.length,
      file: await own.add(content),
    });
    const store = (bytes: Uint8Array): Promise<PlacedFile> => place(once(bytes));
    const files = containerFiles({
      metadata: plan.metadata,
      config: image.config,
      architecture: image.platform.architecture,
      time,
      builder: ports.builder,
      force: plan.forceLabels,
    });
    await putEntries(root, files.skeleton, { time, store });
    for (const copy of copies) {
      ports.tell({
        kind: "copying",
        source: fromByteString(copy.source),
        destination: fromByteString(copy.destination),
      });
      const copyPorts = {
        host: ports.host,
        time,
        store: async (path: string) => {
          const data = await place(ports.host.open(path));
          return { size: data.file.size, data };
        },
      };
      await copyInto(copyPorts, root, copy);
    }
    await putEntries(root, files.metadata, { time, store });
    for (const name of files.ignoredLabels)
      ports.tell({
        kind: "warning",
        message: `label "${name}" is there already and was not overwritten`,
        hint: "use --force to let %labels overwrite the labels of the base image",
      });
    const index = await own.finish();
    const bytes = await ports.packs.peek(scratch);
    try {
      ports.tell({ kind: "assembling" });
      const ociConfig = goJson(image.rawConfig ?? {});
      const architecture = sifArchitecture(image.platform.architecture);
      const { size } = await writeSif(output, {
        architecture,
        id: imageId(root, [
          plan.metadata.definition,
          files.inspectMetadata,
          ociConfig,
          compressor.name,
          `${compressor.level}`,
        ]),
        time,
        objects: [
          { type: "definition-file", content: Buffer.from(plan.metadata.definition) },
          { type: "json", name: inspectMetadataName, content: Buffer.from(files.inspectMetadata) },
          { type: "json", name: "oci-config.json", content: Buffer.from(ociConfig) },
          {
            type: "partition",
            partition: { filesystem: "squashfs", use: "primary-system", architecture },
            content: {
              write: (file: RandomAccessSink, start: number) =>
                writeImage(file, start, { root, areas: [...areas, { index, bytes }], compressor, time }),
            },
          },
        ],
      });
      return size;
    } finally {
      await bytes.close();
    }
  } finally {
    await scratch.discard();
  }
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
