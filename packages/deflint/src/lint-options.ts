/** The options of `deflint FILES`, checked. */

import { engine, engines } from "@deftools/grammar";
import {
  type AnyRule,
  type Configuration,
  type FixSafety,
  type Level,
  levels,
  nearest,
  rulesNamed,
  type Severity,
} from "@deftools/lint";
import { Failure } from "@deftools/trouble";
import { type Format, isFormat, reporters } from "./reporters/formats.ts";

export interface LintOptions {
  readonly format: Format;
  /** Reports that go into files besides. */
  readonly outputs: readonly { readonly format: Format; readonly path: string }[];
  /** `check` only reports, `fix` writes, `diff` shows what `fix` would write. */
  readonly mode: "check" | "fix" | "diff";
  readonly safety: FixSafety;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly stdinName: string;
  /** The least severity that makes the exit code 1. */
  readonly failOn: Severity;
  readonly maxWarnings?: number;
  /** The one configuration file to read, or `false` for none. */
  readonly configuration?: string | false;
  readonly commandLine: Configuration;
  readonly suppressions: boolean;
  readonly baseline?: string;
  readonly writeBaseline: boolean;
  readonly since?: string;
  readonly gitignore: boolean;
  readonly detect: boolean;
  readonly cache: boolean;
  /** The folder of the cache, if not the user's. */
  readonly cacheLocation?: string;
  /** A path, `true` for the one on PATH if there is one, or `false`. */
  readonly shellcheck: string | boolean;
  readonly watch: boolean;
}

/** What commander hands over. */
export interface LintFlags {
  readonly format: Format;
  readonly outputFile: readonly string[];
  readonly fix?: true;
  readonly unsafe?: true;
  readonly diff?: true;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly stdinFilename: string;
  readonly failOn: Severity;
  readonly maxWarnings?: string;
  readonly config?: string | boolean;
  readonly engine?: string;
  readonly profile?: NonNullable<Configuration["profile"]>;
  readonly rule: readonly string[];
  readonly suppressions: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: true;
  readonly since?: string;
  readonly gitignore: boolean;
  readonly detect?: true;
  readonly cache: boolean;
  readonly cacheLocation?: string;
  readonly shellcheck: string | boolean;
  readonly watch?: true;
}

/** @throws Failure "deflint/wrong-option" and others for what cannot be meant */
export const lintOptions = (flags: LintFlags, rules: readonly AnyRule[]): LintOptions => {
  if (flags.unsafe && !flags.fix && !flags.diff)
    throw new Failure("deflint/lone-unsafe", "--unsafe does nothing on its own", {
      hint: "use it with --fix or --diff",
    });
  if (flags.writeBaseline && flags.baseline === undefined)
    throw new Failure("deflint/wrong-option", "--write-baseline needs the file: --baseline FILE");
  return {
    format: flags.format,
    outputs: flags.outputFile.map(outputOf),
    mode: modeOf(flags),
    safety: flags.unsafe ? "unsafe" : "safe",
    quiet: flags.quiet === true,
    verbose: flags.verbose === true,
    stdinName: flags.stdinFilename,
    failOn: flags.failOn,
    ...(flags.maxWarnings === undefined ? {} : { maxWarnings: countOf(flags.maxWarnings) }),
    ...(flags.config === undefined || flags.config === true ? {} : { configuration: flags.config }),
    commandLine: {
      ...(flags.engine === undefined ? {} : { engine: engineOf(flags.engine) }),
      ...(flags.profile === undefined ? {} : { profile: flags.profile }),
      rules: Object.fromEntries(flags.rule.map((each) => levelOf(each, rules))),
    },
    suppressions: flags.suppressions,
    ...(flags.baseline === undefined ? {} : { baseline: flags.baseline }),
    writeBaseline: flags.writeBaseline === true,
    ...(flags.since === undefined ? {} : { since: flags.since }),
    gitignore: flags.gitignore,
    detect: flags.detect === true,
    cache: flags.cache,
    ...(flags.cacheLocation === undefined ? {} : { cacheLocation: flags.cacheLocation }),
    shellcheck: flags.shellcheck,
    watch: flags.watch === true,
  };
};

const modeOf = ({ fix, diff }: LintFlags): LintOptions["mode"] => {
  if (diff) return "diff";
  return fix ? "fix" : "check";
};

const outputOf = (given: string): LintOptions["outputs"][number] => {
  const [format = "", ...path] = given.split("=");
  if (!isFormat(format) || path.join("=") === "") {
    const near = nearest(format, Object.keys(reporters));
    throw new Failure("deflint/wrong-option", `--output-file "${given}" is not of the form FORMAT=PATH`, {
      hint:
        near === undefined
          ? `formats are ${Object.keys(reporters).join(", ")}`
          : `for instance ${near}=report`,
    });
  }
  return { format, path: path.join("=") };
};

const countOf = (given: string): number => {
  if (!/^\d{1,9}$/.test(given))
    throw new Failure("deflint/wrong-option", `--max-warnings "${given}" is no number`);
  return Number(given);
};

/** The engine of that id; the name of a family alone means its newest. @throws Failure "deflint/unknown-engine" */
export const engineOf = (id: string): NonNullable<Configuration["engine"]> => {
  const found = engine(id) ?? engines.find(({ family }) => family === id);
  if (found) return found.id;
  const ids = engines.map((each) => each.id);
  const near = nearest(id, ids);
  throw new Failure("deflint/unknown-engine", `there is no engine "${id}"`, {
    hint: near === undefined ? `known are ${ids.join(", ")}` : `did you mean ${near}?`,
  });
};

const levelOf = (given: string, rules: readonly AnyRule[]): readonly [string, Level] => {
  const [, key = "", wanted = ""] = /^(.*?)=(.*)$/.exec(given) ?? [];
  const level = levels.find((each) => each === wanted);
  if (level === undefined)
    throw new Failure("deflint/wrong-option", `--rule "${given}" is not of the form RULE=LEVEL`, {
      hint: `for instance DEF201=error; levels are ${levels.join(", ")}`,
    });
  // codes beginning with X are those of plugins, which are not loaded yet
  if (rulesNamed(key, rules).length === 0 && !/^(?:SC\d{4}|X[A-Z]*\d{3})$/i.test(key)) {
    const near = nearest(
      key,
      rules.flatMap(({ name, code }) => [name, code]),
    );
    throw new Failure("deflint/unknown-rule", `there is no rule "${key}"`, {
      hint: near === undefined ? "deflint rules lists them all" : `did you mean ${near}?`,
    });
  }
  return [key, level];
};
