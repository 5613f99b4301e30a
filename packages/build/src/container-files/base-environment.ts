/** The environment files that are the same in every image. The engine sources them by name order, through its own shell. */

import { type ContainerEntry, executable } from "./container-entry.ts";

/** `01-base.sh`, `94-appsbase.sh`, `95-apps.sh`, `99-base.sh`, `99-runtimevars.sh`. */
export const baseEnvironment = (): readonly ContainerEntry[] => [
  executable(".singularity.d/env/01-base.sh", "#!/bin/sh\n# Read first. Nothing is set here.\n"),
  executable(".singularity.d/env/94-appsbase.sh", ""),
  executable(".singularity.d/env/95-apps.sh", apps),
  executable(".singularity.d/env/99-base.sh", base),
  executable(".singularity.d/env/99-runtimevars.sh", runtimeVariables),
];

/** With `--app NAME`: the app's folders come first on the search paths, then its own environment is read. */
const apps = `#!/bin/sh
# The environment of the app chosen with --app.

if [ -n "\${SINGULARITY_APPNAME:-}" ]; then
    export SINGULARITY_APPNAME
    if [ ! -d "/scif/apps/$SINGULARITY_APPNAME/" ]; then
        echo "Could not locate the container application: $SINGULARITY_APPNAME"
        exit 1
    fi
    SCIF_APPS=/scif/apps
    SCIF_APPROOT="/scif/apps/$SINGULARITY_APPNAME"
    export SCIF_APPS SCIF_APPROOT

    PATH="$SCIF_APPROOT:/scif/apps/singularity:$PATH"
    if [ -d "$SCIF_APPROOT/bin" ]; then
        PATH="$SCIF_APPROOT/bin:$PATH"
    elif [ -d /scif/apps/singularity/bin ]; then
        PATH="/scif/apps/singularity/bin:$PATH"
    fi

    if [ -d "$SCIF_APPROOT/lib" ]; then
        LD_LIBRARY_PATH="$SCIF_APPROOT/lib:\${LD_LIBRARY_PATH:-}"
        export LD_LIBRARY_PATH
    elif [ -d /scif/apps/singularity/lib ]; then
        LD_LIBRARY_PATH="/scif/apps/singularity/lib:\${LD_LIBRARY_PATH:-}"
        export LD_LIBRARY_PATH
    fi

    for file in 01-base.sh 90-environment.sh; do
        if [ -f "/scif/apps/$SINGULARITY_APPNAME/scif/env/$file" ]; then
            . "/scif/apps/$SINGULARITY_APPNAME/scif/env/$file"
        elif [ -f "/scif/apps/singularity/scif/env/$file" ]; then
            . "/scif/apps/singularity/scif/env/$file"
        fi
    done
    export PATH
fi
`;

const base = `#!/bin/sh
# Libraries that the engine binds in (GPU drivers) are found; an interactive shell shows where it is.

if [ -n "\${LD_LIBRARY_PATH:-}" ]; then
    LD_LIBRARY_PATH="$LD_LIBRARY_PATH:/.singularity.d/libs"
else
    LD_LIBRARY_PATH="/.singularity.d/libs"
fi
if [ -z "\${PS1:-}" ]; then
    PS1="Apptainer> "
fi
export LD_LIBRARY_PATH PS1
`;

/** The engine hands over what the user asked of PATH in three variables, because files above may have set PATH. */
const runtimeVariables = `#!/bin/sh
# What the user asked of PATH on the command line has the last word.

if [ -n "\${SING_USER_DEFINED_PREPEND_PATH:-}" ]; then
    PATH="$SING_USER_DEFINED_PREPEND_PATH:$PATH"
fi
if [ -n "\${SING_USER_DEFINED_APPEND_PATH:-}" ]; then
    PATH="$PATH:$SING_USER_DEFINED_APPEND_PATH"
fi
if [ -n "\${SING_USER_DEFINED_PATH:-}" ]; then
    PATH="$SING_USER_DEFINED_PATH"
fi
unset SING_USER_DEFINED_PREPEND_PATH SING_USER_DEFINED_APPEND_PATH SING_USER_DEFINED_PATH
export PATH
`;
