/** DEF845: a test that needs another machine. */

import { callsNamed, defineRule, scriptsOf } from "@deftools/lint";

export default defineRule<{ readonly command: string }>({
  code: "DEF845",
  name: "test-needs-hardware",
  severity: "info",
  summary: "`%test` calls something that the machine of the build may not have.",
  why: `
\`%test\` runs at the end of every build. On a machine without the graphics card or the batch system it fails, and so does the build, unless it is started with \`--notest\`.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#test"],
  message: ({ command }) => `"${command}" fails where the image is built on another machine`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%test
    «nvidia-smi»
    tool --version
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%test
    if command -v nvidia-smi; then nvidia-smi; fi
    tool --version
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    nvidia-smi || true
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "run")) {
      if (script.section !== "test") continue;
      for (const { command, plain, context } of callsNamed(script, ...HARDWARE))
        if (!context.conditional && !context.tested) report(command.span, { command: plain.name ?? "" });
    }
  },
});

const HARDWARE: readonly string[] = [
  "nvidia-smi",
  "rocm-smi",
  "rocminfo",
  "srun",
  "sbatch",
  "sinfo",
  "ibstat",
  "ibv_devinfo",
  "ping",
  "deviceQuery",
];
