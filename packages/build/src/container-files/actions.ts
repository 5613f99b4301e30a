/**
 * `/.singularity.d/actions`: how an image is run by programs that enter it without an engine's own script. Each reads the
 * environment files in order, then becomes what it is named after.
 */

import { type ContainerEntry, executable } from "./container-entry.ts";

/** All five actions. */
export const actions = (): readonly ContainerEntry[] => [
  ...actionNames.map((name) => executable(`.singularity.d/actions/${name}`, actionScript(name))),
  executable(".singularity.d/actions/start", `${start}\n`),
];

export const actionNames = ["exec", "run", "shell", "test"] as const;

/** What a program that enters an image does there. */
export type ActionName = (typeof actionNames)[number];

/** The script of an action; `last` has the last word on the environment. */
export const actionScript = (name: ActionName, last = ""): string =>
  `${readEnvironment}${last}\n${deeds[name]}`;

const loop = `for file in /.singularity.d/env/*.sh; do
    if [ -f "$file" ]; then
        . "$file"
    fi
done
`;

const readEnvironment = `#!/bin/sh\n# Reads the image's environment, then acts.\n\n${loop}`;

/** The app chosen with `--app` has its own script; `singularity` stands for all apps of an image. */
const scriptOfApp = (script: string, nothing: string): string => `if [ -n "\${SINGULARITY_APPNAME:-}" ]; then
    for app in "$SINGULARITY_APPNAME" singularity; do
        if [ -x "/scif/apps/$app/scif/${script}" ]; then
            exec "/scif/apps/$app/scif/${script}" "$@"
        fi
    done
    echo "${nothing}: $SINGULARITY_APPNAME"
    exit 1
fi
`;

const run = `${scriptOfApp("runscript", "No runscript for contained app")}
if [ -x /.singularity.d/runscript ]; then
    exec /.singularity.d/runscript "$@"
fi
echo "No runscript found, executing /bin/sh"
exec /bin/sh "$@"
`;

const test = `${scriptOfApp("test", "No tests for contained app")}
if [ -x /.singularity.d/test ]; then
    exec /.singularity.d/test "$@"
fi
echo "No test found in container, executing /bin/sh -c true"
exec /bin/sh -c true
`;

const shell = `if [ -n "\${SINGULARITY_SHELL:-}" ] && [ -x "$SINGULARITY_SHELL" ]; then
    exec "$SINGULARITY_SHELL" "$@"
fi
if [ -x /bin/bash ]; then
    SHELL=/bin/bash
    PS1="Apptainer \${APPTAINER_NAME:-}:\\\\w> "
    export SHELL PS1
    exec /bin/bash --norc "$@"
fi
if [ -x /bin/sh ]; then
    SHELL=/bin/sh
    export SHELL
    exec /bin/sh "$@"
fi
echo "ERROR: /bin/sh does not exist in container" >&2
exit 1
`;

const deeds: Readonly<Record<ActionName, string>> = { exec: 'exec "$@"\n', run, shell, test };

const start = `#!/bin/sh
# Tells the engine's first process that the instance is up, then becomes the start script.
kill -CONT 1

${loop}
if [ -x /.singularity.d/startscript ]; then
    exec /.singularity.d/startscript
fi`;
