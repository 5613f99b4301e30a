/** What the scripts of a plan would do: found out by building it up to where something would have to run or be fetched. */

import { Failure, isFailure } from "@deftools/trouble";
import type { BuildPlan } from "./build-plan.ts";
import type { BuildPorts } from "./execute.ts";
import type { FoundCopy } from "./host-files/find-copies.ts";
import type { PackFolder } from "./packs/pack-folder.ts";
import { type BuiltStage, buildStage } from "./stages/build-stage.ts";
import { stepName } from "./stages/step-name.ts";
import { openWorkshop } from "./workshop.ts";

/** One script. */
export interface Foreseen {
  /** As in events. */
  readonly step: string;
  readonly state: "cached" | "run";
  readonly why?: string;
}

/** In the order of the stages; scripts of a stage whose beginning cannot be foreseen are left out. */
export const foresee = async (
  ports: BuildPorts,
  plan: BuildPlan,
  { copies, signal }: { readonly copies: readonly (readonly FoundCopy[])[]; readonly signal?: AbortSignal },
): Promise<readonly Foreseen[]> => {
  const foreseen: Foreseen[] = [];
  const compressor = ports.createCompressor(plan.compression);
  const peeking: BuildPorts = {
    ...ports,
    packs: onlyKnown(ports.packs),
    tell: (event) => {
      if (event.kind === "script-cached") foreseen.push({ step: event.step, state: "cached" });
    },
    scripts: {
      ...ports.scripts,
      instead: (step, why) => {
        foreseen.push({ step, state: "run", why });
        throw unknown();
      },
    },
  };
  try {
    const workshop = await openWorkshop(ports.packs, compressor);
    try {
      const earlier = new Map<number, BuiltStage>();
      for (const [index, stage] of plan.stages.entries()) {
        if (stage.copies.some(({ stage: from }) => from !== undefined && !earlier.has(from))) continue;
        const openInTurn = <Result>(open: () => Promise<Result>): Promise<Result> => open();
        const input = { plan, copies: copies[index] ?? [], earlier, openInTurn, signal };
        const built = await buildStage(peeking, workshop, stage, input).catch((error: unknown) => {
          if (!isFailure(error)) throw error;
          const step = stepName("%post", stage, plan);
          if (
            isFailure(error, "build/unforeseen") &&
            stage.post &&
            !foreseen.some((one) => one.step === step)
          )
            foreseen.push({ step, state: "run", why: "what it starts from is not in the cache" });
          return undefined;
        });
        if (built !== undefined) earlier.set(index, built);
      }
    } finally {
      await workshop.close();
    }
  } finally {
    await compressor.close();
  }
  return foreseen;
};

/** What is not there is not made, but for what the build itself brings. */
const onlyKnown = (packs: PackFolder): PackFolder => ({
  ...packs,
  create: (key) => (key === "recipe" ? packs.create(key) : Promise.reject(unknown())),
});

const unknown = (): Failure => new Failure("build/unforeseen", "nothing is known from here on");
