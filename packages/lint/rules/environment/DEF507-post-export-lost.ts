/** DEF507: a variable of the build that is gone at run time. */

import { callsNamed, defineRule, hasFallback, namesSetIn, parametersIn, scriptsOf } from "@deftools/lint";
import type { Script } from "@deftools/recipe";
import { assignmentsIn } from "@deftools/shell";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly name: string }>({
  code: "DEF507",
  name: "post-export-lost",
  severity: "warning",
  summary: "A run-time script uses a variable that only `%post` exports.",
  why: `
What \`%post\` exports ends with it. Only \`%environment\` sets variables of the running container (or lines that \`%post\` appends to the file \`$APPTAINER_ENVIRONMENT\`).`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#environment",
    "https://apptainer.org/docs/user/latest/environment_and_metadata.html",
  ],
  message: ({ name }) => `"${name}" was exported in %post only, and is not set at run time`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    export TOOL_HOME=/opt/tool
    make install

%runscript
    exec «$TOOL_HOME»/tool "$@"
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    export TOOL_HOME=/opt/tool

%environment
    export TOOL_HOME=/opt/tool

%runscript
    exec $TOOL_HOME/tool "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    export TOOL_HOME=/opt/tool
    echo "export TOOL_HOME=$TOOL_HOME" >> $APPTAINER_ENVIRONMENT

%runscript
    exec $TOOL_HOME/tool "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    export TOOL_HOME=/opt/tool

%runscript
    exec \${TOOL_HOME:-/opt/tool}/tool "$@"
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      const all = { stages: [stage] };
      const build = scriptsOf(all, "build");
      const exported = new Set(build.flatMap(exportedNames));
      if (exported.size === 0) continue;
      const environment = new Set(scriptsOf(all, "environment").flatMap(namesSetIn));
      for (const script of scriptsOf(all, "run")) {
        const own = new Set([...namesSetIn(script), ...environment]);
        if (0 < callsNamed(script, ".", "source", "eval").length) continue;
        const told = new Set<string>();
        for (const parameter of parametersIn(script)) {
          const { name, span } = parameter.part;
          if (
            !exported.has(name) ||
            own.has(name) ||
            told.has(name) ||
            COMMON.test(name) ||
            hasFallback(parameter)
          )
            continue;
          if (scriptsOf(all, "environment").some((each) => 0 < callsNamed(each, ".", "source").length))
            continue;
          if (build.some((each) => writes(recipe.file.text, each, name))) continue;
          told.add(name);
          report(span, { name });
        }
      }
    }
  },
});

/** Set in every container, by the engine, the image or the user. */
const COMMON =
  /^(?:PATH|HOME|USER|PWD|LANG|LC_\w+|TMPDIR|SHELL|HOSTNAME|LD_LIBRARY_PATH|PYTHONPATH|TERM|DISPLAY|OMP_NUM_THREADS)$|^(?:APPTAINER|SINGULARITY|CUDA|NVIDIA|SLURM)_/;

const exportedNames = ({ tree }: Script): readonly string[] =>
  assignmentsIn(tree).flatMap(({ assignment, exported, scope }) =>
    exported && scope === "shell" ? [assignment.name] : [],
  );

/** Whether the build hands the variable on by a line of a file: `echo "export NAME=…"`. */
const writes = (text: string, { body, tree }: Script, name: string): boolean => {
  const assigned = new Set(assignmentsIn(tree).map(({ assignment }) => assignment.nameSpan.start));
  for (const { index } of textAt(text, body).matchAll(new RegExp(`\\b${name}=`, "g")))
    if (!assigned.has(body.start + index)) return true;
  return false;
};
