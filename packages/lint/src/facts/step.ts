/** The commands of build scripts in the order they run, with what is known by then: the folder they run in, the values of variables. */

import type { Script, Stage } from "@deftools/recipe";
import {
  type Assignment,
  assignmentOf,
  type CommandContext,
  type PlainCommand,
  type ShellWord,
  type SimpleCommand,
  type WordPart,
  wordValue,
} from "@deftools/shell";
import { callsIn } from "./call.ts";
import { absolutePath } from "./path.ts";

/** One command of a build. */
export interface Step {
  /** The script it belongs to. */
  readonly script: Script;
  readonly command: SimpleCommand;
  readonly context: CommandContext;
  /** Seen through `sudo`, `env` and their kin. */
  readonly plain: PlainCommand;
  /** Where it runs, if that can be told. */
  readonly folder: string | undefined;
  /** What a word says with known variables put in and `*` for the rest; absent when its very beginning is unknown. */
  readonly textOf: (word: ShellWord) => string | undefined;
  /** The path a word means. */
  readonly pathOf: (word: ShellWord) => string | undefined;
  /** Whether the script sets a variable, wherever it does. */
  readonly isSet: (name: string) => boolean;
}

/** What the commands so far have made known. */
interface State {
  folder: string | undefined;
  /** Replaced, not changed, since earlier steps still look into it. */
  variables: ReadonlyMap<string, string | undefined>;
}

/** More commands than any real build has; bounds the work on hostile input, since rules compare steps with each other. */
const MAX_STEPS = 2000;

/** The steps of a stage's `%post` sections, which run as one script, and of its `%appinstall` sections, which run after it. */
export const buildSteps = (stage: Stage): readonly Step[] => {
  const known = remembered.get(stage) ?? followed(stage);
  remembered.set(stage, known);
  return known;
};

/** Several rules ask, and following a build is most of their work. */
const remembered = new WeakMap<Stage, readonly Step[]>();

const followed = (stage: Stage): readonly Step[] => {
  const defaults = new Map(stage.arguments.map(({ key, value }) => [key.text, value?.text ?? ""]));
  const state = initialState();
  const posts = stage.scripts.filter(({ section }) => section === "post");
  const apps = stage.scripts.filter(({ section }) => section === "appinstall");
  return [
    ...posts.flatMap((script) => stepsOf(script, state, defaults)),
    ...apps.flatMap((script) => stepsOf(script, { ...initialState(), folder: undefined }, defaults)),
  ].slice(0, MAX_STEPS);
};

/** Scripts run in `/` with a clean environment, as root. Names for the temporary folder are unset there, but what is meant is clear. */
const initialState = (): State => ({
  folder: "/",
  variables: new Map([
    ["HOME", "/root"],
    ["USER", "root"],
    ["TMPDIR", "/tmp"],
    ["TMP", "/tmp"],
    ["TEMP", "/tmp"],
    ["APPTAINER_ROOTFS", ""],
    ["SINGULARITY_ROOTFS", ""],
  ]),
});

const stepsOf = (script: Script, main: State, defaults: ReadonlyMap<string, string>): readonly Step[] => {
  const set = new Set<string>();
  const isSet = (name: string): boolean => set.has(name);
  let inner: { readonly key: string; readonly state: State } | undefined;
  return callsIn(script)
    .slice(0, MAX_STEPS)
    .map(({ command, context, plain }) => {
      const key = innerKey(context);
      if (key === undefined) inner = undefined;
      else if (inner?.key !== key) inner = { key, state: { ...main } };
      const state = inner?.state ?? main;
      const { folder, variables } = state;
      const textOf = (word: ShellWord): string | undefined =>
        textOfParts(word.parts, variables, folder, defaults);
      const pathOf = (word: ShellWord): string | undefined => {
        const text = textOf(word);
        return text === undefined || text === "" ? undefined : absolutePath(text, folder);
      };
      const assigned = assignedBy(command);
      for (const { name } of assigned) set.add(name);
      const step = { script, command, context, plain, folder, textOf, pathOf, isSet };
      remember(state, assigned, step);
      return step;
    });
};

/** Changes inside `( … )` and functions end with them; all of one statement share a state, which is near enough. */
const innerKey = ({ subshell, inFunction, statement }: CommandContext): string | undefined => {
  if (inFunction !== undefined) return inFunction;
  return subshell ? String(statement.start) : undefined;
};

const remember = (
  state: State,
  assigned: readonly Assignment[],
  { command, context, plain, textOf, pathOf }: Step,
): void => {
  const lasting = command.name === undefined || plain.name === "export" || plain.name === "readonly";
  for (const { name, value, append } of lasting ? assigned : []) {
    const text = value === undefined ? "" : textOf(value);
    state.variables = new Map(state.variables).set(name, context.conditional || append ? undefined : text);
  }
  if (plain.name !== "cd" && plain.name !== "pushd") {
    if (plain.name === "popd") state.folder = undefined;
    return;
  }
  const target = plain.arguments.find((word) => !/^-[LPe@]$/.test(word.text));
  if (target === undefined) state.folder = plain.name === "cd" ? state.variables.get("HOME") : undefined;
  else state.folder = wordValue(target) === "-" ? undefined : pathOf(target);
};

const assignedBy = ({ assignments, arguments: words }: SimpleCommand): readonly Assignment[] => {
  if (!words.some(hasEquals)) return assignments;
  return [...assignments, ...words.map(assignmentOf).filter((assignment) => assignment !== undefined)];
};

const hasEquals = ({ text }: ShellWord): boolean => text.includes("=");

/** Joins what is known; an unknown part becomes `*`, unless it is the first, on which everything depends. */
const textOfParts = (
  parts: readonly WordPart[],
  variables: ReadonlyMap<string, string | undefined>,
  folder: string | undefined,
  defaults: ReadonlyMap<string, string>,
): string | undefined => {
  let text = "";
  for (const part of parts) {
    const piece = textOfPart(part, variables, folder, defaults);
    if (piece === undefined && part === parts[0]) return undefined;
    text += piece ?? "*";
  }
  return text;
};

const textOfPart = (
  part: WordPart,
  variables: ReadonlyMap<string, string | undefined>,
  folder: string | undefined,
  defaults: ReadonlyMap<string, string>,
): string | undefined => {
  switch (part.kind) {
    case "literal":
    case "pattern":
      return part.value;
    case "tilde":
      if (part.user === "") return variables.get("HOME");
      return part.user === "root" ? "/root" : `/home/${part.user}`;
    case "placeholder":
      return defaults.get(part.text.replace(/^\{\{\s*|\s*\}\}$/g, ""));
    case "parameter": {
      if (part.prefix !== undefined || part.subscript !== undefined) return undefined;
      const known = part.name === "PWD" ? folder : variables.get(part.name);
      if (part.operator === undefined || known === undefined) return known;
      return /^:?[-=?]$/.test(part.operator) ? known : undefined;
    }
    case "substitution":
      return isTemporary(part) ? "/tmp/*" : undefined;
    case "arithmetic":
      return undefined;
  }
};

/** `$(mktemp -d)` */
const isTemporary = (part: WordPart & { readonly kind: "substitution" }): boolean => {
  const command = part.statements[0]?.command;
  return command?.kind === "command" && command.name?.value === "mktemp";
};
