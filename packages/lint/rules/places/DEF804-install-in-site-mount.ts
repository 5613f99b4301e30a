/** DEF804: software where clusters mount their file systems. */

import { defineRule, firstInEachFolder, lastingPlacements, siteMount } from "@deftools/lint";

export default defineRule<{ readonly path: string; readonly mount: string }>({
  code: "DEF804",
  name: "install-in-site-mount",
  severity: "warning",
  off: "hpc",
  summary: "Something is installed below a folder that clusters mount from outside.",
  why: `
What a site mounts hides what the image has at that place. Which folders these are says \`sitePaths\` of the configuration; without it, those that many clusters have, such as \`/scratch\`, \`/project\`,
\`/gpfs\` and \`/lustre\`. Install into \`/opt\` or \`/usr/local\`; an empty folder to mount at is no matter.`,
  sources: ["https://apptainer.org/docs/user/latest/bind_paths_and_mounts.html"],
  message: ({ path, mount }) => `"${path}" is hidden when the site mounts "${mount}"`,

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

  check(recipe, report, _options, site) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      const hidden = lastingPlacements(stage).filter(
        ({ path, how }) => how !== "link" && siteMount(path, site),
      );
      for (const { path, span } of firstInEachFolder(hidden))
        report(span, { path: path.replaceAll("*", "…"), mount: siteMount(path, site) ?? path });
    }
  },
});
