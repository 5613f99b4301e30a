/** DEF505: a library path without what was in it. */

import { defineRule, scriptsOf } from "@deftools/lint";
import { assignmentsIn } from "@deftools/shell";

export default defineRule({
  code: "DEF505",
  name: "library-path-overwrite",
  severity: "warning",
  summary: "A run-time script sets `LD_LIBRARY_PATH` and drops what was in it.",
  why: `
The engine puts the libraries it brings into the container, those of the graphics driver for \`--nv\` and \`--rocm\` among them, into a folder that is in \`LD_LIBRARY_PATH\`. A script
that drops the old value does not find them.`,
  sources: [
    "https://github.com/apptainer/singularity/issues/5499",
    "https://apptainer.org/docs/user/latest/gpu.html",
  ],
  message: () => `the old LD_LIBRARY_PATH is dropped, and with it the libraries of --nv and --rocm`,
  fix: { title: "keep the old value in it", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    export «LD_LIBRARY_PATH=/opt/tool/lib»
    exec tool "$@"
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    export LD_LIBRARY_PATH=/opt/tool/lib:$LD_LIBRARY_PATH
    exec tool "$@"
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    export LD_LIBRARY_PATH=/opt/tool/lib:$LD_LIBRARY_PATH
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export LD_LIBRARY_PATH=/opt/tool/lib
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "run"))
      for (const { assignment, context } of assignmentsIn(script.tree)) {
        const { name, value, append, span } = assignment;
        if (name !== "LD_LIBRARY_PATH" || append || value === undefined || context.inFunction !== undefined)
          continue;
        if (value.text === "" || value.value === undefined || /^["']?$/.test(value.text)) continue;
        const end = value.span.end;
        const at = /["']$/.test(value.text) ? end - 1 : end;
        const quoted = value.text.includes("'");
        report(span, {}, quoted ? undefined : [{ span: { start: at, end: at }, text: ":$LD_LIBRARY_PATH" }]);
      }
  },
});
