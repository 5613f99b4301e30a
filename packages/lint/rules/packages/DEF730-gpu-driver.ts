/** DEF730: a driver of the kernel in an image that has no kernel. */

import { defineRule, packageCalls } from "@deftools/lint";
import { wordValue } from "@deftools/shell";

export default defineRule<{ readonly name: string }>({
  code: "DEF730",
  name: "gpu-driver",
  severity: "warning",
  off: "hpc",
  summary: "The driver of a graphics processor is installed, which comes from the host.",
  why: `
A container runs on the kernel of its host, with the driver of that kernel. \`apptainer run --nv\` (\`--rocm\`) brings the libraries that belong to it. Those in the image are of another version as a rule, and
where they are found first, nothing works. Install the toolkit, or start from an image that has it: \`cuda-toolkit\` is without the driver, \`cuda\` is with it.`,
  sources: [
    "https://apptainer.org/docs/user/latest/gpu.html",
    "https://docs.nvidia.com/cuda/cuda-installation-guide-linux/#meta-packages",
  ],
  message: ({ name }) => `"${name}" is or brings the driver, which must be that of the host`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    apt-get install -y «nvidia-driver-550» gcc
    apt-get install -y «cuda»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    apt-get install -y cuda-toolkit-12-6 nvidia-cuda-toolkit
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const { packages, verb } of stage.last
        ? packageCalls(stage, "apt-get", "apt", "yum", "dnf", "zypper")
        : [])
        for (const word of /install/.test(verb) ? packages : [])
          if (DRIVERS.test(wordValue(word))) report(word.span, { name: wordValue(word) });
  },
});

const DRIVERS =
  /^(?:nvidia-(?:driver|headless|kernel|dkms|open|utils|compute-utils)(?:-[\w.-]+)?|nvidia-\d{3}|cuda-drivers(?:-[\w.-]+)?|cuda|cuda-\d+-\d+|libnvidia-(?:compute|gl|cfg1|decode|encode)(?:-\w+)?|akmod-nvidia|kmod-nvidia\S*|amdgpu-dkms|rocm-dkms)(?:=.*)?$/;
