/** What one engine makes of a recipe: the sections and values it sees, or why it refuses. */

import type { EngineId } from "@deftools/grammar";
import { type Recipe, verdict } from "@deftools/recipe";

/** As JSON, in the engine's own words where it has words. */
export const engineView = ({ file: { text } }: Recipe, engine: EngineId): string => {
  const judged = verdict(text, engine, { beforeFetch: true });
  const view =
    judged.verdict === "accept"
      ? {
          engine,
          verdict: judged.verdict,
          warnings: judged.warnings,
          stages: judged.stages.map(({ stage }) => stage),
        }
      : { engine, verdict: judged.verdict, error: judged.error, cause: judged.cause, wayOut: judged.wayOut };
  return `${JSON.stringify(view, undefined, 2)}\n`;
};
