/**
 * What is run for a script of the recipe, as the engine runs it.
 * Source: apptainer v1.4.5, internal/pkg/build/stage.go and util.go; its environment as seen with `env` in `%post`.
 */

import type { BuildScript } from "../build-plan.ts";

/** Where a stage sees `%post`. */
export const postScriptPath = "/.post.script";

/** The command of a script that lies at a path. With `-c` the shell around it has `-ex`, and the one that reads the script has not. */
export const scriptCommand = (
  { options, shell }: Pick<BuildScript, "options" | "shell">,
  path: string,
): readonly [string, ...string[]] => [
  "/bin/sh",
  "-ex",
  ...options,
  ...(shell === undefined ? [path] : ["-c", `${shell} ${path}`]),
];

/** Where a script in a stage writes what goes to the image's environment and labels. */
export const scriptEnvironmentPath = ".singularity.d/env/91-environment.sh";
export const scriptLabelsPath = ".build.labels";

/** The variables that every script in a stage has; those of the image's own files come on top. */
const stageVariables: Readonly<Record<string, string>> = {
  HOME: "/root",
  LANG: "C",
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  TERM: "xterm",
  PS1: "Apptainer> ",
  PROMPT_COMMAND: 'PS1="Apptainer> "; unset PROMPT_COMMAND',
  ...both("NAME", "rootfs"),
  ...both("CONTAINER", "/rootfs"),
  ...both("ENVIRONMENT", `/${scriptEnvironmentPath}`),
};

/** And those of `%post` alone. */
export const postVariables: Readonly<Record<string, string>> = {
  ...stageVariables,
  APPTAINER_COMMAND: "exec",
  ...both("LABELS", `/${scriptLabelsPath}`),
};

/** And those of `%test`. */
export const testVariables: Readonly<Record<string, string>> = {
  ...stageVariables,
  APPTAINER_COMMAND: "test",
};

function both(name: string, value: string): Readonly<Record<string, string>> {
  return { [`APPTAINER_${name}`]: value, [`SINGULARITY_${name}`]: value };
}

/** Reads the image's environment, then becomes the command, which counts as the first shell; all it says comes in one stream, in its order. */
export const inImageEnvironment = (argv: readonly [string, ...string[]]): readonly [string, ...string[]] => [
  "/bin/sh",
  "-c",
  ENTER,
  "sh",
  ...argv,
];

const ENTER = `exec 2>&1
for file in /.singularity.d/env/*.sh; do
  [ ! -f "$file" ] || . "$file"
done
unset SHLVL
exec "$@"`;

/** The umask of a build. */
export const buildUmask = 0o002;
