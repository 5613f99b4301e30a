/** `%pre` and `%setup` run on this machine with all that the user may do, and recipes come from strangers: so they are asked for. */

import type { BuildPlan, BuildProblem, BuildScript } from "@deftools/build";
import type { Ports } from "./ports.ts";
import { visible } from "./visible.ts";

interface Consent {
  /** As of the option, or of `DEFBUILD_ALLOW_HOST_SCRIPTS`. */
  readonly isGiven: boolean;
}

/** What is in the way: nothing when they are allowed, or the user at the terminal says yes to each. */
export const hostScriptProblems = async (
  ports: Ports,
  { stages }: BuildPlan,
  { isGiven }: Consent,
): Promise<readonly BuildProblem[]> => {
  if (isGiven || ports.env["DEFBUILD_ALLOW_HOST_SCRIPTS"] === "1") return [];
  const problems: BuildProblem[] = [];
  for (const script of stages.flatMap(({ pre, setup }) => [pre, setup])) {
    if (script === undefined || (await isAllowed(ports, script))) continue;
    problems.push({
      code: "build/host-script",
      severity: "error",
      message: `%${script.section} runs on this machine, outside of the image, with all that you may do`,
      span: script.place,
      hint: "read it, then allow it with --allow-host-scripts",
    });
  }
  return problems;
};

const isAllowed = async (ports: Ports, { section, text }: BuildScript): Promise<boolean> => {
  if (!ports.hasTerminal || !ports.stderr.isTTY) return false;
  const shown = text
    .trimEnd()
    .split("\n")
    .map((line) => `  | ${visible(line)}\n`)
    .join("");
  ports.stderr.write(`%${section} would run on this machine, as you:\n${shown}`);
  return /^y(es)?$/i.test((await ports.ask("Run it? [y/N] ", { echo: true })).trim());
};
