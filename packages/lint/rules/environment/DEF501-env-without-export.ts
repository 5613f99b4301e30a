/** DEF501: a variable that programs never see. */

import { type Call, callsNamed, defineRule, indentBefore, parametersIn, scriptsOf } from "@deftools/lint";
import type { Stage } from "@deftools/recipe";
import { assignmentsIn } from "@deftools/shell";

export default defineRule<{ readonly name: string }>({
  code: "DEF501",
  name: "env-without-export",
  severity: "warning",
  summary: "A variable is set in `%environment` and not exported.",
  why: `
\`%environment\` is read by the shell that starts the container's program. A variable that is not exported stays in that shell, and the program never sees it: not even the value it has outside of the
container, which is replaced, too.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#environment",
    "https://apptainer.org/docs/user/latest/environment_and_metadata.html",
  ],
  message: ({ name }) => `"${name}" is not exported, so that no program sees it`,
  fix: { title: "export the variable", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%environment
    «TOOL_HOME=/opt/tool»
    PATH=/opt/tool/bin:$PATH
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export TOOL_HOME=/opt/tool
    PATH=/opt/tool/bin:$PATH
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export TOOL_HOME=/opt/tool
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    TOOL_HOME=/opt/tool
    export TOOL_HOME
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    BASE=/opt
    export TOOL_HOME=$BASE/tool
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    set -a
    TOOL_HOME=/opt/tool
`,
    `
Bootstrap: docker
From: python:3.13-slim

%environment
    LANG=C.UTF-8
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const script of scriptsOf({ stages: [stage] }, "environment")) {
        const all = assignmentsIn(script.tree);
        const exported = new Set(
          all.filter(({ exported }) => exported).map(({ assignment }) => assignment.name),
        );
        const used = new Set(parametersIn(script).map(({ part }) => part.name));
        if (callsNamed(script, "set").some(exportsAll)) continue;
        const told = new Set<string>();
        for (const { assignment, context, scope } of all) {
          const { name, span } = assignment;
          if (scope !== "shell" || context.subshell || context.inFunction !== undefined) continue;
          if (exported.has(name) || used.has(name) || told.has(name)) continue;
          if (IN_ENVIRONMENT.has(name) || isFromImage(stage, name)) continue;
          told.add(name);
          const mends =
            assignment.elements === undefined && indentBefore(recipe.file.text, span.start) !== undefined;
          report(
            span,
            { name },
            mends ? [{ span: { start: span.start, end: span.start }, text: "export " }] : undefined,
          );
        }
      }
  },
});

/** The engine exports these itself, so that assigning to them is enough. */
const IN_ENVIRONMENT: ReadonlySet<string> = new Set([
  ...["PATH", "LD_LIBRARY_PATH", "PS1", "HOME", "PWD", "IFS", "_"],
]);

/** Many images set these by `ENV`, and what an image sets is exported; distributions' own images do not. */
const OF_IMAGES = /^(?:LANG|LANGUAGE|LC_ALL)$/;
const PLAIN_IMAGE =
  /^(?:[\w.]+\/(?:library\/)?)?(?:ubuntu|debian|alpine|centos|fedora|(?:rockylinux\/)?rockylinux|almalinux|oraclelinux)(?:[:@]|$)/;

const isFromImage = ({ bootstrap }: Stage, name: string): boolean =>
  OF_IMAGES.test(name) &&
  /^(?:docker|docker-daemon|docker-archive|oci|oci-archive|localimage|library|oras|shub)$/i.test(
    bootstrap?.agent.text ?? "",
  ) &&
  !PLAIN_IMAGE.test(bootstrap?.from?.text ?? "");

const exportsAll = ({ plain }: Call): boolean =>
  plain.arguments.some(({ text }) => /^-[a-z]*a/.test(text) || text === "allexport");
