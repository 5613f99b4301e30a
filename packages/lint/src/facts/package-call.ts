/** Calls of package managers in a build: which one, what it is told to do, with which options and packages. */

import type { Stage } from "@deftools/recipe";
import { hasOption, type Options, optionsOf, type ShellWord, wordValue } from "@deftools/shell";
import { hasInput } from "./call.ts";
import { perName } from "./per-name.ts";
import { buildSteps, type Step } from "./step.ts";

/** One call of a package manager. */
export interface PackageCall {
  /** `apt-get`, `dnf`, `pip` …: versions and `python -m` are taken off. */
  readonly manager: string;
  /** What it is told to do: `install`, `env create`; empty when nothing is said. */
  readonly verb: string;
  /** The last word of the verb, or the manager's own. */
  readonly verbWord: ShellWord;
  readonly options: Options["options"];
  /** What stands behind the verb: packages as a rule. */
  readonly packages: readonly ShellWord[];
  readonly step: Step;
}

interface Manager {
  readonly name: RegExp;
  readonly manager?: string;
  readonly valued?: readonly string[];
  /** Verbs of which the next word is a part. */
  readonly twoWords?: RegExp;
}

const APT = ["-o", "-c", "-t", "--option", "--config-file", "--target-release"];
const PIP = [
  ...[
    "-r",
    "-c",
    "-i",
    "-f",
    "-t",
    "-e",
    "--requirement",
    "--constraint",
    "--index-url",
    "--extra-index-url",
  ],
  ...["--find-links", "--target", "--prefix", "--root", "--src", "--trusted-host", "--progress-bar"],
  ...["--global-option", "--install-option", "--cache-dir", "--timeout", "--default-timeout", "--retries"],
  ...["--only-binary", "--no-binary", "--python", "-p", "--editable", "--platform", "--python-version"],
];
const CONDA = [
  ...["-n", "-c", "-p", "-f", "--name", "--channel", "--prefix", "--file", "--solver", "-r", "--root-prefix"],
  ...["--experimental-solver", "--clone", "--platform"],
];

const managers: readonly Manager[] = [
  { name: /^apt-get$/, valued: APT },
  { name: /^apt$/, valued: APT },
  { name: /^aptitude$/, valued: APT },
  { name: /^yum$/, valued: ["-c", "-d", "-x", "--exclude", "-e"], twoWords: /^groups?$|^module$/ },
  { name: /^dnf5?$/, manager: "dnf", valued: ["-c", "-d", "-x", "-e"], twoWords: /^groups?$|^module$/ },
  { name: /^microdnf$/ },
  { name: /^zypper$/, valued: ["-R", "--root", "-r", "--repo", "-t", "--type", "-p"] },
  { name: /^apk$/, valued: ["-X", "-t", "-p", "--repository", "--virtual", "--root", "--keys-dir"] },
  { name: /^pacman$/, valued: ["-b", "-r", "--dbpath", "--root", "--cachedir", "--config", "--ignore"] },
  { name: /^pip[\d.]*$/, manager: "pip", valued: PIP },
  { name: /^uv$/, valued: PIP, twoWords: /^pip$|^tool$/ },
  { name: /^(?:conda|mamba|micromamba)$/, valued: CONDA, twoWords: /^env$|^config$|^self$/ },
  { name: /^npm$/, valued: ["--prefix", "--registry", "-w"] },
  { name: /^gem$/, valued: ["-v", "--version", "-i", "-n", "--install-dir", "--bindir", "-s", "--source"] },
  { name: /^cargo$/, valued: ["--root", "--version", "--git", "--tag", "--rev", "--branch", "--path", "-j"] },
  { name: /^go$/, valued: ["-ldflags", "-o", "-tags"] },
];

/** The calls of these managers in a stage's build, in order; conda's kin go by their own names. */
export const packageCalls = (stage: Stage, ...wanted: readonly string[]): readonly PackageCall[] => {
  const known = remembered.get(stage) ?? buildSteps(stage).flatMap(callOf);
  remembered.set(stage, known);
  return known.filter(({ manager }) => wanted.includes(manager));
};

/** Thirty rules ask. */
const remembered = new WeakMap<Stage, readonly PackageCall[]>();

const managerOf = perName((name) => managers.find((each) => each.name.test(name)));

const callOf = (step: Step): readonly PackageCall[] => {
  const { name, nameWord, arguments: words } = runOf(step);
  const found = name === undefined ? undefined : managerOf(name);
  if (found === undefined || name === undefined || nameWord === undefined) return [];
  const { options, operands } = optionsOf(
    words.flatMap((word) => split(word, step)),
    { valued: found.valued ?? [] },
  );
  const [first, second] = operands;
  const isLong =
    first !== undefined && second !== undefined && found.twoWords?.test(wordValue(first)) === true;
  const verb = operands.slice(0, isLong ? 2 : 1);
  return [
    {
      manager: found.manager ?? name,
      verb: verb.map(wordValue).join(" "),
      verbWord: verb.at(-1) ?? nameWord,
      options,
      packages: operands.slice(verb.length),
      step,
    },
  ];
};

/** The words of an unquoted variable whose value is known: `$OPTS` may be `-y -q`. */
const split = (word: ShellWord, step: Step): readonly ShellWord[] => {
  if (!isBareVariable(word)) return [word];
  const { span } = word;
  const text = step.textOf(word);
  if (text === undefined || text.includes("*")) return [word];
  return (text.match(/\S+/g) ?? []).map((value) => ({
    span,
    text: value,
    value,
    parts: [{ kind: "literal", span, value, quoted: false }],
  }));
};

const isBareVariable = ({ parts }: ShellWord): boolean =>
  parts.length === 1 && parts[0]?.kind === "parameter" && !parts[0].quoted;

/** `python -m pip …` is `pip …`. */
const runOf = ({
  plain,
}: Step): {
  readonly name: string | undefined;
  readonly nameWord: ShellWord | undefined;
  readonly arguments: readonly ShellWord[];
} => {
  const [flag, module] = plain.arguments;
  if (flag?.text !== "-m" || module?.text !== "pip" || !/^python[\d.]*$/.test(plain.name ?? "")) return plain;
  return { name: "pip", nameWord: module, arguments: plain.arguments.slice(2) };
};

/** Whether a call has one of these options, or a letter of them: `-y` in `-qy`. */
export const isTold = ({ options }: PackageCall, ...names: readonly string[]): boolean =>
  hasOption({ options, operands: [] }, ...names);

/** Whether a call may have one of these options, for all that can be told: an unknown variable may bring any. */
export const mayBeTold = (call: PackageCall, ...names: readonly string[]): boolean =>
  isTold(call, ...names) || call.packages.some(isBareVariable);

/** Whether somebody answers in the place of the user: `yes | …`, `echo y | …`, `< answers`. */
export const isAnswered = ({ step: { script, command } }: PackageCall): boolean => hasInput(script, command);
