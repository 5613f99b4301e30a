/** DEF517: a variable of the job that the image decides. */

import { defineRule, scriptsOf } from "@deftools/lint";
import { type Assignment, assignmentsIn } from "@deftools/shell";
import type { TextEdit } from "@deftools/text";

export default defineRule<{ readonly name: string }>({
  code: "DEF517",
  name: "job-variable-overwritten",
  severity: "info",
  summary: "`%environment` sets a variable that belongs to the job, and overrides what the job says.",
  why: `
The variables of the host reach the container, and \`%environment\` is read after that: \`export OMP_NUM_THREADS=4\` holds for every job, whatever its script asked for, and a fixed \`CUDA_VISIBLE_DEVICES\`
takes processors that the scheduler gave to somebody else. Set it only where nobody else has: \`export OMP_NUM_THREADS=\${OMP_NUM_THREADS:-4}\`.`,
  sources: [
    "https://apptainer.org/docs/user/latest/environment_and_metadata.html",
    "https://slurm.schedmd.com/gres.html",
  ],
  message: ({ name }) => `"${name}" overrides what the job says`,
  fix: { title: "keep the job's value", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export «OMP_NUM_THREADS=4»
    export «CUDA_VISIBLE_DEVICES=0»
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export OMP_NUM_THREADS=\${OMP_NUM_THREADS:-4}
    export CUDA_VISIBLE_DEVICES=\${CUDA_VISIBLE_DEVICES:-0}
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export OMP_NUM_THREADS=\${OMP_NUM_THREADS:-4}
    if [ -z "$MKL_NUM_THREADS" ]; then
        export MKL_NUM_THREADS=1
    fi
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export MKL_NUM_THREADS=$OMP_NUM_THREADS

%runscript
    OMP_NUM_THREADS=1 exec tool "$@"
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "environment"))
      for (const { assignment, context, scope } of assignmentsIn(script.tree)) {
        const { name, value, span } = assignment;
        if (scope !== "shell" || context.conditional || context.inFunction !== undefined || context.subshell)
          continue;
        if (!OF_THE_JOB.test(name) || value === undefined || value.text.includes("$")) continue;
        report(span, { name }, kept(assignment));
      }
  },
});

/** What schedulers set for a job, and what its script sets for the libraries of its programs. */
const OF_THE_JOB =
  /^(?:(?:CUDA|ROCR|HIP)_VISIBLE_DEVICES|ZE_AFFINITY_MASK|GPU_DEVICE_ORDINAL|(?:OMP|MKL|OPENBLAS|BLIS|NUMEXPR|GOTO|VECLIB_MAXIMUM|JULIA)_NUM_THREADS|SLURM_(?:JOB|NTASKS|TASKS|CPUS|MEM|NNODES|NODE|PROCID|LOCALID|GPUS)\w*|PBS_\w+|LSB_\w+)$/;

/** Only a plain value can go into `${NAME:-…}` as it is. */
const kept = ({ name, value }: Assignment): readonly TextEdit[] | undefined => {
  if (value === undefined || !/^[\w./,+-]+$/.test(value.text)) return undefined;
  return [{ span: value.span, text: `\${${name}:-${value.text}}` }];
};
