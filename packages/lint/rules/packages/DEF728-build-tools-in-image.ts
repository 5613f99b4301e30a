/** DEF728: compilers in the finished image. */

import { defineRule, packageCalls } from "@deftools/lint";

export default defineRule<{ readonly name: string }>({
  code: "DEF728",
  name: "build-tools-in-image",
  severity: "info",
  off: true,
  summary: "Compilers and headers are installed into the image that is handed out.",
  why: `
They are needed once. Build in a first stage, and copy what was built into a small last one by \`%files from\`. (Off by default: many images are for building in.)`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#multi-stage-builds"],
  message: ({ name }) => `"${name}" is only needed while building`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get install -y git «build-essential» cmake
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get install -y python3
`,
    `
Bootstrap: docker
From: ubuntu:24.04
Stage: build

%post
    apt-get install -y gcc

Bootstrap: docker
From: ubuntu:24.04

%files from build
    /opt/tool /opt/tool
`,
  ],

  check(recipe, report) {
    const [stage, ...more] = recipe.stages;
    if (stage === undefined || 0 < more.length) return;
    for (const { verb, packages } of packageCalls(stage, "apt-get", "apt", "yum", "dnf", "apk", "zypper")) {
      const tool = /install|add|^in$/.test(verb) ? packages.find(({ text }) => TOOLS.test(text)) : undefined;
      if (tool === undefined) continue;
      report(tool.span, { name: tool.text });
      return;
    }
  },
});

const TOOLS =
  /^(?:build-essential|gcc|g\+\+|gfortran|gcc-c\+\+|make|cmake|build-base|clang|.*-dev|.*-devel)$/;
