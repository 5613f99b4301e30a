/** DEF506: a `PATH` without the folders of the system. */

import { defineRule, scriptsOf } from "@deftools/lint";
import { assignmentsIn, type ShellWord } from "@deftools/shell";

export default defineRule({
  code: "DEF506",
  name: "path-overwrite",
  severity: "warning",
  summary: "`PATH` is set to folders that hold no system commands.",
  why: `
Without \`/usr/bin\` and \`/bin\` the next command, \`ls\` or \`sed\` or the tool's own \`#!/usr/bin/env python\`, is not found. Put the folder in front of the old value.`,
  sources: ["https://apptainer.org/docs/user/latest/environment_and_metadata.html"],
  message: () => `this PATH has no folder of system commands`,
  fix: { title: "keep the old value in it", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export «PATH=/opt/tool/bin»
    export TOOL=/opt/tool
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export PATH=/opt/tool/bin:$PATH
    export TOOL=/opt/tool
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export PATH=/opt/tool/bin:$PATH
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export PATH=/opt/tool/bin:/usr/bin:/bin
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    PATH=$NEW_PATH
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    export PATH=$(echo $PATH | sed 's/x/y/')
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build", "run", "environment"))
      for (const { assignment, scope } of assignmentsIn(script.tree)) {
        const { name, value, append, span } = assignment;
        if (name !== "PATH" || append || value === undefined || scope !== "shell" || !dropsSystem(value))
          continue;
        const end = value.span.end;
        const at = value.text.endsWith('"') ? end - 1 : end;
        report(
          span,
          {},
          value.text.endsWith("'") ? undefined : [{ span: { start: at, end: at }, text: ":$PATH" }],
        );
      }
  },
});

/** All folders are known or lie below a variable, and none is the system's. */
const dropsSystem = ({ text, parts }: ShellWord): boolean => {
  const folders = text.replace(/^["']|["']$/g, "").split(":");
  if (parts.some(({ kind }) => kind !== "literal" && kind !== "parameter") || text === "") return false;
  return folders.every(
    (folder) => /^(?:\/|\$\{?\w+\}?\/)[^$]*$/.test(folder) && !/^\/(?:usr\/)?s?bin\/?$/.test(folder),
  );
};
