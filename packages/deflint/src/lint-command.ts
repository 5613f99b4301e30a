/** `deflint FILES`: lints, mends where asked to, reports. */

import { configurationFinder } from "@deftools/configuration";
import { type AnyRule, type Finding, mayApply, type Severity } from "@deftools/lint";
import { findShellCheck, type ShellCheck } from "@deftools/shellcheck";
import { LineIndex } from "@deftools/text";
import { Failure } from "@deftools/trouble";
import manifest from "../package.json" with { type: "json" };
import { type Baseline, baselineText, readBaseline } from "./baseline.ts";
import { filesChangedSince } from "./changed-files.ts";
import { complain, complainOfMistake } from "./complaint.ts";
import { exitCode } from "./exit-code.ts";
import { findingsCache } from "./findings-cache.ts";
import { inOrder } from "./in-order.ts";
import { asFailure, type Input, inputs } from "./inputs.ts";
import type { LintOptions } from "./lint-options.ts";
import type { LintedFile } from "./linted-file.ts";
import { type Linted, linter } from "./linter.ts";
import type { Ports } from "./ports.ts";
import { painter } from "./reporters/colors.ts";
import { unifiedDiff } from "./reporters/unified-diff.ts";
import { reportsTo } from "./reports.ts";
import { cacheFolder, type ResultCache, resultCache } from "./result-cache.ts";
import { summary } from "./summary.ts";
import { lintPool } from "./threads/lint-pool.ts";

/** Lints what `paths` name and returns the exit code. One bad path stops no other. */
export const lintCommand = async (
  ports: Ports,
  rules: readonly AnyRule[],
  paths: readonly string[],
  options: LintOptions,
): Promise<number> => {
  let worst: number = exitCode.clean;
  const raise = (code: number) => {
    worst = Math.max(worst, code);
  };
  const refuse = (failure: Failure) => {
    raise(exitCode.usage);
    complain(ports, "deflint", failure);
  };
  const mistake = (error: unknown, name: string) => {
    raise(exitCode.internal);
    complainOfMistake(ports, "deflint", error, name);
  };

  const baseline = await baselineOf(ports, options);
  const only = options.since === undefined ? undefined : await filesChangedSince(ports, options.since);
  const cache = resultCache(ports, options.cache ? cacheFolder(ports, options.cacheLocation) : undefined);
  const shellCheck = await shellCheckOf(ports, options, cache);
  const program =
    options.cache && (await isMuch(ports, paths, shellCheck)) ? await ports.programHash() : undefined;
  const looked = [program ?? "", shellCheck?.version ?? "", options.suppressions ? "" : "all"];
  const pool = FEW < ports.processors ? lintPool(ports.startLintThread, ports.processors - 1) : undefined;
  const run = linter({
    rules,
    find: configurationFinder(ports, options.configuration, rules),
    layer: { source: "command line", configuration: options.commandLine },
    ignoreSuppressions: !options.suppressions,
    shellCheck,
    cache: program === undefined ? undefined : findingsCache(cache, looked),
    pool,
    onMistake: (error, input) => mistake(error, input.name),
  });
  const walk = {
    detect: options.detect,
    ...(only ? { only } : {}),
    ...(options.gitignore ? {} : { ignored: "walk" as const }),
  };
  const safety = options.mode === "check" ? undefined : options.safety;

  // with --fix the mended text of standard input is the product, so what is left to say goes to the other side
  const output = options.mode === "fix" && paths.includes("-") ? ports.stderr : ports.stdout;
  const reports = reportsTo(ports, output, options, { version: manifest.version, rules });
  const files: LintedFile[] = [];
  let applied = 0;
  const lintOne = async (input: Input): Promise<Outcome> => {
    try {
      return { input, linted: await run(input, safety) };
    } catch (error) {
      return { input, error };
    }
  };
  const given = inputs(ports, paths, options.stdinName, refuse, walk);
  for await (const { input, linted, error } of inOrder(given, ports.processors * WIDTH, lintOne)) {
    try {
      if (!linted) throw error;
      if (safety && input.damaged && linted.findings.some(({ fix }) => mayApply(fix, safety)))
        refuse(notMended(input.name));
      if (options.mode === "diff") {
        ports.stdout.write(unifiedDiff(input.name, input.text, linted.text));
        if (linted.text !== input.text) raise(exitCode.findings);
        continue;
      }
      if (options.mode === "fix") await putBack(ports, input, linted.text);
      applied += linted.applied;
      const whole = { name: input.name, lines: new LineIndex(linted.text), findings: linted.findings };
      const file = baseline ? baseline.without(whole) : whole;
      files.push(file);
      if (!options.writeBaseline) reports.tell(file);
    } catch (trouble) {
      if (isMistake(trouble)) mistake(trouble, input.name);
      else refuse(asFailure(input.name, trouble));
    }
  }
  pool?.end();
  await cache.flush();
  if (options.mode === "diff") return worst;

  if (options.writeBaseline && options.baseline !== undefined) {
    await written(options.baseline, ports.writeFile(options.baseline, baselineText(ports, files)));
    return worst;
  }
  if (files.some(({ findings }) => isTooMuch(findings, options))) raise(exitCode.findings);
  if (tooManyWarnings(files, options)) raise(exitCode.findings);
  await written("a report", reports.finish());
  if (options.format === "text" && !options.quiet && 0 < files.length)
    ports.stderr.write(`${summary(files, applied, painter(ports.stderr, ports.env))}\n`);
  return worst;
};

/** Two threads on two processors were as slow as one, and took more of both: each compiles the rules for itself. */
const FEW = 2;

/** Files under way for each processor, so that no thread waits for the next. */
const WIDTH = 8;

interface Outcome {
  readonly input: Input;
  readonly linted?: Linted;
  readonly error?: unknown;
}

/** One file is linted faster than its answer is found, unless ShellCheck has to be asked. */
const isMuch = async (
  ports: Ports,
  paths: readonly string[],
  shellCheck: ShellCheck | undefined,
): Promise<boolean> => {
  const [path = ""] = paths;
  if (shellCheck || 1 < paths.length) return true;
  return path !== "-" && (await ports.kindOf(path).catch(() => undefined)) !== "file";
};

const baselineOf = async (ports: Ports, options: LintOptions): Promise<Baseline | undefined> =>
  options.baseline === undefined || options.writeBaseline ? undefined : readBaseline(ports, options.baseline);

const shellCheckOf = async (
  ports: Ports,
  options: LintOptions,
  cache: ResultCache,
): Promise<ShellCheck | undefined> => {
  if (options.shellcheck === false) return undefined;
  const path = options.shellcheck === true ? undefined : options.shellcheck;
  const found = await findShellCheck(ports, path, cache);
  if (options.verbose)
    ports.stderr.write(
      found
        ? `deflint: ShellCheck ${found.version} reads the scripts, too\n`
        : "deflint: no ShellCheck on PATH: what only it finds in scripts (SC codes: quoting, word splitting, arithmetic) is missed\n",
    );
  return found;
};

/** From the loudest on. */
const SEVERITIES: readonly Severity[] = ["error", "warning", "info", "style"];

const isTooMuch = (findings: readonly Finding[], { failOn }: LintOptions): boolean =>
  findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn));

const tooManyWarnings = (files: readonly LintedFile[], { maxWarnings }: LintOptions): boolean => {
  if (maxWarnings === undefined) return false;
  const warnings = files.flatMap(({ findings }) => findings).filter(({ severity }) => severity === "warning");
  return maxWarnings < warnings.length;
};

const notMended = (name: string): Failure =>
  new Failure("deflint/not-text", `"${name}" is not UTF-8 throughout, and stays as it is`, {
    hint: "save it as UTF-8 to have it mended",
  });

const putBack = async (ports: Ports, { name, origin, text: before }: Input, text: string): Promise<void> => {
  if (origin === "stdin") ports.stdout.write(text);
  else if (text !== before) await ports.replaceFile(name, text);
};

const written = async (what: string, writing: Promise<void>): Promise<void> => {
  try {
    await writing;
  } catch (error) {
    throw asFailure(what, error);
  }
};

/** What no file system says is a mistake of ours. */
const isMistake = (error: unknown): boolean => !(error instanceof Error && "code" in error);
