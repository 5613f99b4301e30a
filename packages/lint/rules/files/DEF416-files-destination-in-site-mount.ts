/** DEF416: files copied to where clusters mount their file systems. */

import { absolutePath, defineRule, siteMount } from "@deftools/lint";

export default defineRule<{ readonly destination: string; readonly mount: string }>({
  code: "DEF416",
  name: "files-destination-in-site-mount",
  severity: "warning",
  off: "hpc",
  summary: "Files are copied below a folder that clusters mount from outside.",
  why: `
What a site mounts hides what the image has at that place: the files are in the image, and no job sees them. Which folders these are says \`sitePaths\` of the configuration; without it, those that many
clusters have, such as \`/scratch\`, \`/project\`, \`/gpfs\` and \`/lustre\`.`,
  sources: ["https://apptainer.org/docs/user/latest/bind_paths_and_mounts.html"],
  message: ({ destination, mount }) => `"${destination}" is hidden when the site mounts "${mount}"`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    model.bin «/scratch/models/model.bin»
    «/project/lab/reference.fa»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    /project/lab/reference.fa /opt/lab/reference.fa
    model.bin /opt/models/model.bin
`,
  ],

  check(recipe, report, _options, site) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      for (const { source, destination, app, skipped } of stage.copies) {
        const word = destination ?? source;
        const path = absolutePath(word.text, "/");
        const mount = path === undefined || app || skipped ? undefined : siteMount(path, site);
        if (mount !== undefined) report(word.span, { destination: word.text, mount });
      }
    }
  },
});
