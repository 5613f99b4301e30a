/** `defbuild run|exec|shell|test IMAGE`: a quick look into an image on a machine without an engine. */

import { basename } from "node:path";
import { type ActionName, imageFolder, planSource } from "@deftools/build";
import { openSandbox } from "@deftools/sandbox";
import { Failure } from "@deftools/trouble";
import { planOptions } from "../build-command.ts";
import type { BuildFlags } from "../build-flags.ts";
import { readInput } from "../input.ts";
import { machineOptions, openMachine } from "../machine.ts";
import type { Ports } from "../ports.ts";
import { openProgress } from "../progress/progress.ts";
import { visible } from "../visible.ts";
import { actionCommand } from "./action.ts";
import { lentShell } from "./lent-shell.ts";

/** The options as the command line gives them: those of a build that say where an image comes from, and these. */
export interface LookFlags
  extends Pick<
    BuildFlags,
    | "arch"
    | "https"
    | "authfile"
    | "dockerLogin"
    | "ca"
    | "library"
    | "tmpdir"
    | "disableCache"
    | "quiet"
    | "verbose"
    | "bind"
    | "network"
    | "nv"
  > {
  readonly app?: string;
  readonly pwd?: string;
  readonly env?: readonly string[];
  readonly eval: boolean;
}

interface Look {
  readonly action: ActionName;
  readonly image: string;
  readonly args: readonly string[];
  readonly flags: LookFlags;
}

/**
 * Takes the action; returns how it ended.
 * @throws Failure "defbuild/bad-bind", "defbuild/bad-variable", "defbuild/bad-source", "sandbox/no-rung", and of every room below
 */
export const lookCommand = async (ports: Ports, { action, image, args, flags }: Look): Promise<number> => {
  const env = readVariables(flags.env ?? [], ports.env);
  const input = await readInput(image, ports.cwd);
  if (input.kind === "recipe")
    throw new Failure("defbuild/bad-source", `${image} is a recipe, not an image`, {
      hint: `build it first: defbuild ${image}`,
    });
  const buildFlags: BuildFlags = { ...flags, progress: "auto" };
  const progress = openProgress(flags.quiet ? "none" : "auto", ports);
  try {
    const machine = await openMachine(ports, machineOptions(ports, buildFlags), progress.tell);
    try {
      const { sandbox, workFolder, findRung, settings } = machine.build.scripts;
      const rung = await findRung();
      const plan = planSource(input.source, planOptions(ports, buildFlags));
      const folder = await imageFolder(machine.build, { plan, rung, signal: ports.signal });
      try {
        progress.end();
        if (!flags.quiet) ports.stderr.write(notice(action, image));
        const lent = folder.hasShell ? undefined : await lentShell();
        const box = await openSandbox(sandbox, { base: folder.path, workDirectory: workFolder, rung });
        try {
          const { status } = await box.run({
            argv: actionCommand({ name: action, args, env, lent }),
            env: { ...inherited(ports.env), ...names(image, flags) },
            binds: [...(lent?.binds ?? []), ...settings.binds],
            cwd: flags.pwd ?? "/",
            stdin: "inherit",
            stdout: "inherit",
            stderr: "inherit",
            network: settings.network,
            signal: ports.signal,
            graceMs: GRACE_MS,
            terminal: ports.hasTerminal,
          });
          return status;
        } finally {
          await box.close();
        }
      } finally {
        await folder.release();
      }
    } finally {
      await machine.close();
    }
  } finally {
    progress.end();
  }
};

/** As container engines have it. */
const GRACE_MS = 10_000;

const notice = (action: ActionName, image: string): string =>
  `note: a quick look, as root of a sandbox that forgets all changes and has none of your folders (--bind lends them); for real runs: apptainer ${action} ${visible(image)}\n`;

/** What an engine tells a program about where it is. */
const names = (
  image: string,
  { app, eval: isEvaluated }: Pick<LookFlags, "app" | "eval">,
): Readonly<Record<string, string>> => {
  const both = (name: string, value: string) => ({
    [`APPTAINER_${name}`]: value,
    [`SINGULARITY_${name}`]: value,
  });
  return {
    HOME: "/root",
    ...both("NAME", basename(image)),
    ...both("CONTAINER", image),
    ...(app !== undefined && both("APPNAME", app)),
    ...(!isEvaluated && both("NO_EVAL", "1")),
  };
};

/** How the terminal wants to be written to. */
const inherited = (env: Ports["env"]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ["TERM", "COLORTERM", "NO_COLOR"].flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** `NAME=VALUE`, or `NAME` for the value it has here. @throws Failure "defbuild/bad-variable" */
const readVariables = (words: readonly string[], env: Ports["env"]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    words.map((word) => {
      const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
      if (name === undefined)
        throw new Failure("defbuild/bad-variable", `"${word}" is no variable`, {
          hint: "write --env NAME=VALUE, or --env NAME for the value it has here",
        });
      return [name, value ?? env[name] ?? ""];
    }),
  );
