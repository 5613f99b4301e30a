/** `defbuild doctor`: what can be built here, and what would change that. */

import { thisMachine } from "@deftools/sandbox";
import { diagnose } from "./doctor/diagnosis.ts";
import { diagnosisText } from "./doctor/diagnosis-text.ts";
import { exitCode } from "./exit-code.ts";
import type { Ports } from "./ports.ts";

/** The options as the command line gives them. */
export interface DoctorFlags {
  readonly json?: true;
  readonly tmpdir?: string;
}

/** Prints the diagnosis; returns 0 where recipes whose sections run can be built, else 1. */
export const doctorCommand = async (ports: Ports, flags: DoctorFlags): Promise<number> => {
  const diagnosis = await diagnose(ports, thisMachine(ports.env), flags);
  ports.stdout.write(flags.json ? `${JSON.stringify(diagnosis, undefined, 2)}\n` : diagnosisText(diagnosis));
  return diagnosis.runsScripts ? exitCode.ok : exitCode.failed;
};
