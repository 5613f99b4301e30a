/** DEF313: a script that runs outside of the container. */

import { defineRule } from "@deftools/lint";

export default defineRule<Record<never, string>>({
  code: "DEF313",
  name: "setup-section",
  severity: "info",
  summary: "`%setup` runs on the host, in the folder of the build.",
  why: `
Apptainer 1.4.5 runs \`%setup\` outside of the container, with the rights of whoever builds, in the current folder: a build as root can change or delete anything on the machine.
Files are copied by \`%files\`, and folders made by \`%post\`.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#setup"],
  message: () => "this script runs on the machine that builds, not in the container",

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

«%setup»
    mkdir -p \${APPTAINER_ROOTFS}/data
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%setup
    # nothing

%post
    mkdir -p /data
`,
  ],

  check(recipe, report) {
    for (const { section, node, tree, dialect } of recipe.stages.flatMap(({ scripts }) => scripts))
      if (section === "setup" && (dialect === "other" || 0 < tree.statements.length))
        report({ start: node.name.span.start - 1, end: node.name.span.end }, {});
  },
});
