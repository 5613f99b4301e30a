/** From a plan to an image. Everything of the world comes in through ports. */

import type { RandomAccessSink } from "@deftools/bytes";
import type { Digest } from "@deftools/oci";
import type { Compressor, DataArea } from "@deftools/squashfs";
import { assert, never } from "@deftools/trouble";
import type { BuildPlan, Compression } from "./build-plan.ts";
import type { FoundCopy } from "./host-files/find-copies.ts";
import { furtherObjects, objectNames } from "./opening/further-objects.ts";
import type { OpenedBase } from "./opening/opened-base.ts";
import { writeOciArchive } from "./outputs/oci-archive-output.ts";
import { writeSandbox } from "./outputs/sandbox-output.ts";
import { writeSifOutput } from "./outputs/sif-output.ts";
import { type BuiltTree, builtTree } from "./outputs/tree-output.ts";
import type { BuiltStage, StagePorts } from "./stages/build-stage.ts";
import { buildStages, renumbered } from "./stages/build-stages.ts";
import { openWorkshop, type Workshop } from "./workshop.ts";

/** The powers a build has. */
export interface BuildPorts extends StagePorts {
  createCompressor(compression: Compression): Compressor;
}

/** What became of a build. */
export interface BuildSummary {
  /** Of the output, in bytes. */
  readonly size: number;
  /** The base of the last stage. */
  readonly image: string;
  readonly digest?: Digest;
  /** Of the bases of all stages, in the order of the plan; folders and `scratch` have none. */
  readonly digests: readonly (Digest | undefined)[];
}

/** Where an image goes. A file is committed or discarded by the caller. */
export type Output =
  | { readonly kind: "sif"; readonly file: RandomAccessSink }
  | { readonly kind: "oci-archive"; readonly file: RandomAccessSink; readonly tag?: string | undefined }
  /** A folder that is not there yet. */
  | { readonly kind: "sandbox"; readonly folder: string }
  /** Nothing is written: the tree is given to somebody. */
  | { readonly kind: "tree"; readonly take: (tree: BuiltTree) => Promise<void> };

interface ExecuteInput {
  /** What the plan's stages copy from the host, found. */
  readonly copies: readonly (readonly FoundCopy[])[];
  readonly output: Output;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Builds the image of a plan.
 * @throws Failure of every room below
 */
export const execute = async (
  ports: BuildPorts,
  plan: BuildPlan,
  { copies, output, signal }: ExecuteInput,
): Promise<BuildSummary> => {
  const compressor = ports.createCompressor(plan.compression);
  try {
    const workshop = await openWorkshop(ports.packs, compressor);
    try {
      const stages = await buildStages(ports, workshop, plan, { copies, signal });
      const last = stages.at(-1);
      assert(last !== undefined, "a plan has a stage");
      const all = await workshop.finish();
      const { root, areas } =
        stages.length === 1 ? { root: last.root, areas: all } : renumbered(last.root, all);
      ports.tell({ kind: "assembling", output: output.kind });
      const size = await write(ports, plan, output, { last: { ...last, root }, workshop, areas });
      const { name: image, digest } = last.base;
      const digests = stages.map(({ base }) => base.digest);
      return { size, image, digests, ...(digest !== undefined && { digest }) };
    } finally {
      await workshop.close();
    }
  } finally {
    await compressor.close();
  }
};

interface Built {
  readonly last: BuiltStage;
  readonly workshop: Workshop;
  readonly areas: readonly DataArea[];
}

const write = (
  ports: BuildPorts,
  plan: BuildPlan,
  output: Output,
  { last, workshop, areas }: Built,
): Promise<number> => {
  if (plan.isCopy && output.kind !== "sif") tellLeftOut(ports.tell, last.base);
  switch (output.kind) {
    case "sif":
      return writeSifOutput(output.file, last, workshop, areas, plan);
    case "oci-archive": {
      const { packs } = ports;
      return writeOciArchive(output.file, last, workshop, areas, { packs, tag: output.tag });
    }
    case "sandbox":
      return writeSandbox(ports, output.folder, last, workshop, areas);
    case "tree":
      return output.take(builtTree(last, workshop, areas)).then(() => 0);
    default:
      return never(output);
  }
};

/** Only a SIF has room for what a SIF holds besides its image. */
const tellLeftOut = (tell: BuildPorts["tell"], { sif, name }: OpenedBase): void => {
  const objects = sif ? furtherObjects(sif.content) : [];
  if (objects.length === 0) return;
  tell({
    kind: "warning",
    message: `${name} has objects that are left out: ${objectNames(objects)}`,
    hint: "defbuild sif list shows what they are, and defbuild sif dump writes one to a file",
  });
};
