/** From a plan to an image. Everything of the world comes in through ports. */

import type { RandomAccessSink } from "@deftools/bytes";
import type { Digest } from "@deftools/oci";
import type { Compressor } from "@deftools/squashfs";
import { assert } from "@deftools/trouble";
import type { BuildPlan, Compression } from "./build-plan.ts";
import type { FoundCopy } from "./host-files/find-copies.ts";
import { writeSifOutput } from "./outputs/sif-output.ts";
import { type BuiltStage, buildStage, type StagePorts } from "./stages/build-stage.ts";
import { openWorkshop } from "./workshop.ts";

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
}

/** Where an image goes. A file is committed or discarded by the caller. */
export type Output = { readonly kind: "sif"; readonly file: RandomAccessSink };

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
      const earlier: BuiltStage[] = [];
      for (const [index, stage] of plan.stages.entries())
        earlier.push(
          await buildStage(ports, workshop, stage, { plan, copies: copies[index] ?? [], earlier, signal }),
        );
      const last = earlier.at(-1);
      assert(last !== undefined, "a plan has a stage");
      const areas = await workshop.finish();
      ports.tell({ kind: "assembling" });
      const size = await writeSifOutput(output.file, last, workshop, areas);
      const { name: image, digest } = last.base;
      return { size, image, ...(digest !== undefined && { digest }) };
    } finally {
      await workshop.close();
    }
  } finally {
    await compressor.close();
  }
};
