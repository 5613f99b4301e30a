/** `defbuild recipe.def`: read, plan, check what can be checked, then fetch and write. */

import { resolve } from "node:path";
import { type BuildProblem, type Compression, execute, findAllCopies, plan } from "@deftools/build";
import { createOutputFile } from "@deftools/bytes";
import { parse } from "@deftools/grammar";
import { hostPlatform, type Platform, parsePlatform } from "@deftools/oci";
import { understand } from "@deftools/recipe";
import { Failure } from "@deftools/trouble";
import { problemText } from "./complaint.ts";
import { exitCode } from "./exit-code.ts";
import { openMachine } from "./machine.ts";
import { checkOutput, outputBeside } from "./output-path.ts";
import { planText } from "./plan-text.ts";
import type { Ports } from "./ports.ts";
import { openProgress, type ProgressWay } from "./progress/progress.ts";
import { sizeText } from "./progress/size.ts";
import { readRecipe } from "./recipe-file.ts";
import { visible } from "./visible.ts";

/** The options as the command line gives them. */
export interface BuildFlags {
  readonly output?: string;
  readonly force?: true;
  readonly arch?: string;
  readonly buildArg?: readonly string[];
  readonly buildArgFile?: string;
  readonly https: boolean;
  readonly authfile?: string;
  readonly ca?: string;
  readonly compression?: Compression;
  readonly plan?: true;
  readonly planJson?: true;
  readonly progress: ProgressWay;
  readonly tmpdir?: string;
  readonly disableCache?: true;
  readonly quiet?: true;
  readonly verbose?: true;
}

/**
 * Builds one recipe; returns the exit code.
 * @throws Failure of every room below
 */
export const buildCommand = async (ports: Ports, recipePath: string, flags: BuildFlags): Promise<number> => {
  const platform = platformOf(ports, flags.arch);
  const compression = flags.compression ?? { name: "gzip" };
  const text = await readRecipe(recipePath, ports.cwd);
  const output = flags.output ?? outputBeside(recipePath);
  const say = (line: string): void => {
    if (!flags.quiet) ports.stderr.write(line);
  };
  const tellProblems = (problems: readonly BuildProblem[]): boolean => {
    for (const problem of problems) {
      const told = problemText({ name: recipePath, text }, problem);
      if (problem.severity === "error") ports.stderr.write(told);
      else say(told);
    }
    return problems.some(({ severity }) => severity === "error");
  };

  const time = sourceDateEpoch(ports.env["SOURCE_DATE_EPOCH"]);
  const planned = plan(understand(parse(text)), {
    platform,
    compression,
    forceLabels: flags.force === true,
    arguments: {
      ...(flags.buildArg !== undefined && { pairs: flags.buildArg }),
      ...(flags.buildArgFile !== undefined && { file: await readRecipe(flags.buildArgFile, ports.cwd) }),
    },
    ...(time !== undefined && { time }),
  });
  tellProblems(planned.problems);
  if (planned.plan === undefined) return exitCode.failed;
  if (flags.planJson) {
    ports.stdout.write(`${JSON.stringify({ ...planned.plan, output }, undefined, 2)}\n`);
    return exitCode.ok;
  }
  if (flags.plan) {
    ports.stdout.write(planText(planned.plan, output));
    return exitCode.ok;
  }
  if (compression.name === "zstd")
    say(
      "warning: SingularityCE and Apptainer before 1.4 cannot read images compressed with zstd\n" +
        "  hint: gzip is read by all engines\n",
    );
  await checkOutput(output, ports.cwd, { force: flags.force === true });

  const progress = openProgress(flags.quiet ? "none" : flags.progress, ports);
  const start = ports.now();
  try {
    const machine = await openMachine(
      ports,
      {
        https: flags.https ? "auto" : "off",
        disableCache: flags.disableCache === true,
        ...(flags.authfile !== undefined && { authFile: flags.authfile }),
        ...(flags.ca !== undefined && { caFile: flags.ca }),
        ...(flags.tmpdir !== undefined && { temporaryFolder: resolve(ports.cwd, flags.tmpdir) }),
      },
      progress.tell,
    );
    try {
      if (flags.verbose) say(`cache  ${machine.packFolder}\n`);
      const { copies, problems } = await findAllCopies(machine.build.host, planned.plan);
      if (tellProblems(problems)) return exitCode.failed;
      const file = await createOutputFile(resolve(ports.cwd, output), {
        mode: 0o755,
        overwrite: flags.force === true,
      });
      try {
        const { signal } = ports;
        const target = { kind: "sif", file } as const;
        const made = await execute(machine.build, planned.plan, { copies, output: target, signal });
        signal.throwIfAborted();
        await file.commit();
        progress.end();
        const seconds = ((ports.now() - start) / 1000).toFixed(1);
        if (flags.progress !== "json")
          say(`built  ${visible(output)}, ${sizeText(made.size)}, in ${seconds} s\n`);
        return exitCode.ok;
      } finally {
        await file.discard();
      }
    } finally {
      await machine.close();
    }
  } finally {
    progress.end();
  }
};

const platformOf = ({ architecture }: Ports, wanted: string | undefined): Platform => {
  const platform = wanted === undefined ? hostPlatform(architecture) : parsePlatform(wanted);
  if (platform !== undefined) return platform;
  throw new Failure("defbuild/bad-platform", `"${wanted}" is no architecture`, {
    hint: "write amd64, arm64, arm/v7, ppc64le, s390x, riscv64, …",
  });
};

/** The time of all generated files (reproducible-builds.org/specs/source-date-epoch). */
const sourceDateEpoch = (text: string | undefined): number | undefined => {
  if (text === undefined || text === "") return undefined;
  if (!/^\d{1,10}$/.test(text))
    throw new Failure("defbuild/bad-epoch", `SOURCE_DATE_EPOCH is "${text}", not a number of seconds`, {
      hint: 'set it to seconds since 1970, such as "$(git log -1 --format=%ct)", or unset it',
    });
  return Number(text);
};
