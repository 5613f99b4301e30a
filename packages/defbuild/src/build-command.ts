/** `defbuild RECIPE|IMAGE|URI`: what is planned from it, then done. */

import { type BuildProblem, type BuildSummary, type PlanOptions, plan, planSource } from "@deftools/build";
import { parse } from "@deftools/grammar";
import { hostPlatform, type Platform, parsePlatform, type Source } from "@deftools/oci";
import { understand } from "@deftools/recipe";
import { Failure } from "@deftools/trouble";
import type { BuildFlags } from "./build-flags.ts";
import { problemText } from "./complaint.ts";
import { exitCode } from "./exit-code.ts";
import { readInput } from "./input.ts";
import { outputBeside } from "./output-path.ts";
import type { Ports } from "./ports.ts";
import { readRecipe } from "./recipe-file.ts";
import { runBuild } from "./run-build.ts";
import { defaultName } from "./source-name.ts";
import { targetOf } from "./target.ts";

/**
 * Builds what is named; returns the exit code.
 * @throws Failure of every room below
 */
export const buildCommand = async (ports: Ports, name: string, flags: BuildFlags): Promise<number> => {
  const input = await readInput(name, ports.cwd);
  if (input.kind === "recipe") return buildRecipe(ports, input, flags);
  await buildSource(ports, input.source, flags);
  return exitCode.ok;
};

const buildRecipe = async (
  ports: Ports,
  { name, text }: { readonly name: string; readonly text: string },
  flags: BuildFlags,
): Promise<number> => {
  const tellProblems = (problems: readonly BuildProblem[]): boolean => {
    for (const problem of problems)
      if (problem.severity === "error" || !flags.quiet)
        ports.stderr.write(problemText({ name, text }, problem));
    return problems.some(({ severity }) => severity === "error");
  };
  const planned = plan(understand(parse(text)), {
    ...planOptions(ports, flags),
    arguments: {
      ...(flags.buildArg !== undefined && { pairs: flags.buildArg }),
      ...(flags.buildArgFile !== undefined && { file: await readRecipe(flags.buildArgFile, ports.cwd) }),
    },
  });
  tellProblems(planned.problems);
  if (planned.plan === undefined) return exitCode.failed;
  const result = await runBuild(ports, {
    plan: planned.plan,
    logins: planned.logins,
    target: targetOf(flags, outputBeside(name)),
    flags,
    recipe: name,
    lockFile: flags.lock ? `${name}.lock` : undefined,
    tellProblems,
  });
  return result === "refused" ? exitCode.failed : exitCode.ok;
};

/** An image of a source as it is; tells what it was made from, unless it was only to be planned. */
export const buildSource = async (
  ports: Ports,
  source: Source,
  flags: BuildFlags,
): Promise<BuildSummary | undefined> => {
  const result = await runBuild(ports, {
    plan: planSource(source, planOptions(ports, flags)),
    target: targetOf(flags, defaultName(source)),
    flags,
    tellProblems: () => false,
  });
  return typeof result === "string" ? undefined : result;
};

/** What the options say about any plan. @throws Failure "defbuild/bad-platform", "defbuild/bad-epoch" */
export const planOptions = (ports: Ports, flags: BuildFlags): PlanOptions => {
  const time = sourceDateEpoch(ports.env["SOURCE_DATE_EPOCH"]);
  return {
    platform: platformOf(ports, flags),
    compression: flags.compression ?? { name: "gzip" },
    forceLabels: flags.force === true,
    ...(time !== undefined && { time }),
  };
};

const platformOf = ({ architecture }: Ports, { arch, archVariant }: BuildFlags): Platform => {
  const platform = arch === undefined ? hostPlatform(architecture) : parsePlatform(arch);
  if (platform !== undefined && archVariant === undefined) return platform;
  const { os = "", architecture: name = "" } = platform ?? {};
  // engines take the number alone
  const whole = platform && parsePlatform(`${os}/${name}/${archVariant?.replace(/^(?=\d)/, "v")}`);
  if (whole !== undefined) return whole;
  throw new Failure(
    "defbuild/bad-platform",
    `"${[arch, archVariant].filter(Boolean).join(" ")}" is no architecture`,
    {
      hint: "write amd64, arm64, arm/v7, ppc64le, s390x, riscv64, …",
    },
  );
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
