/** Whether a script has taught its shell what `conda activate` is. */

import type { Script } from "@deftools/recipe";
import { type Call, callsNamed } from "./call.ts";

/** The calls of `conda activate`, and of its kin, in a shell that does not know it: it is a function, not a program. */
export const unknownActivations = (script: Script): readonly Call[] => {
  // a sourced file, or `eval "$(conda shell.posix hook)"`, may define it
  if (0 < callsNamed(script, ".", "source", "eval").length) return [];
  return callsNamed(script, "conda", "mamba", "micromamba").filter(
    ({ plain }) => plain.arguments[0]?.text === "activate",
  );
};
