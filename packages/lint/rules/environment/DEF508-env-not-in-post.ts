/** DEF508: a variable of run time in the build. */

import { callsNamed, defineRule, hasFallback, namesSetIn, parametersIn, scriptsOf } from "@deftools/lint";
import type { Script, Stage } from "@deftools/recipe";

export default defineRule<{ readonly name: string }>({
  code: "DEF508",
  name: "env-not-in-post",
  severity: "warning",
  summary: "`%post` uses a variable that only `%environment` sets.",
  why: `
\`%environment\` is not read during the build; it is stored for later. In \`%post\` the variable is empty, so that \`$TOOL_HOME/bin\` means \`/bin\` there. Set it in both, or by
\`%arguments\`.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#environment",
    "https://github.com/apptainer/singularity/issues/1284",
  ],
  message: ({ name }) => `"${name}" is set in %environment only, and is empty in %post`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export TOOL_HOME=/opt/tool

%post
    make install PREFIX=«$TOOL_HOME»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export TOOL_HOME=/opt/tool

%post
    export TOOL_HOME=/opt/tool
    make install PREFIX=$TOOL_HOME
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export TOOL_HOME=/opt/tool

%post
    . /.singularity.d/env/90-environment.sh
    make install PREFIX=$TOOL_HOME
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      const all = { stages: [stage] };
      const environment = new Set(
        scriptsOf(all, "environment")
          .filter(({ section }) => section === "environment")
          .flatMap(namesSetIn),
      );
      const build = scriptsOf(all, "build");
      if (environment.size === 0 || bringsEnvironment(stage) || build.some(sourcesFiles)) continue;
      // few recipes have such a name, and finding all that are set costs more
      if (
        !build.flatMap(parametersIn).some(({ part }) => environment.has(part.name) && !COMMON.test(part.name))
      )
        continue;
      const own = new Set(build.flatMap(namesSetIn));
      const told = new Set<string>();
      for (const parameter of build.flatMap(parametersIn)) {
        const { name, span } = parameter.part;
        if (
          !environment.has(name) ||
          own.has(name) ||
          told.has(name) ||
          COMMON.test(name) ||
          hasFallback(parameter)
        )
          continue;
        told.add(name);
        report(span, { name });
      }
    }
  },
});

/** Set in a build too, by the engine or the image. */
const COMMON =
  /^(?:PATH|HOME|USER|PWD|LANG|LANGUAGE|LC_\w+|TMPDIR|SHELL|LD_LIBRARY_PATH|LD_RUN_PATH|LIBRARY_PATH|CPATH|PYTHONPATH|MANPATH|PKG_CONFIG_PATH|PERL5LIB|CLASSPATH|TERM|PS1)$|^(?:APPTAINER|SINGULARITY|CUDA|NVIDIA)_/;

/** An image that was built from a recipe brings the `%environment` of that recipe, which holds in `%post`. */
const bringsEnvironment = ({ bootstrap }: Stage): boolean =>
  /^(?:localimage|library|oras|shub)$/i.test(bootstrap?.agent.text ?? "");

/** A file that is sourced may set anything. */
const sourcesFiles = (script: Script): boolean => 0 < callsNamed(script, ".", "source", "eval").length;
