/** DEF804: software where clusters mount their file systems. */

import { defineRule, isBelow, lastingPlacements } from "@deftools/lint";

export default defineRule<{ readonly path: string }>({
  code: "DEF804",
  name: "install-in-site-mount",
  severity: "info",
  off: true,
  summary: "Something is installed below a folder that clusters mount from outside.",
  why: `
\`/work\`, \`/scratch\`, \`/project\`, \`/gpfs\` and their kin are mounted into containers on many clusters, and hide what the image has there. (Off by default: sites differ.)`,
  sources: ["https://apptainer.org/docs/user/latest/bind_paths_and_mounts.html"],
  message: ({ path }) => `"${path}" is mounted from outside on many clusters`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make install «PREFIX=/scratch/tool»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make install PREFIX=/opt/tool
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    mkdir -p /scratch /work
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      for (const { path, span, how } of lastingPlacements(stage))
        if (how !== "link" && SITE_MOUNTS.some((mount) => isBelow(path, mount) && path !== mount))
          report(span, { path: path.replaceAll("*", "…") });
    }
  },
});

const SITE_MOUNTS: readonly string[] = [
  ...[
    "/work",
    "/scratch",
    "/project",
    "/projects",
    "/gpfs",
    "/lustre",
    "/beegfs",
    "/ceph",
    "/nfs",
    "/data1",
    "/users",
  ],
];
