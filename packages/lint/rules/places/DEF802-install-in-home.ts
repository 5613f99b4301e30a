/** DEF802: software below `/home`, which is mounted over. */

import {
  defineRule,
  firstInEachFolder,
  lastingPlacements,
  maskedPlace,
  type Placement,
} from "@deftools/lint";

export default defineRule<{ readonly path: string }>({
  code: "DEF802",
  name: "install-in-home",
  severity: "warning",
  summary: "Something is installed below `/home`, which the host's home folder may hide.",
  why: `
Containers start with the home folder of their user mounted from the host, and on many machines, clusters above all, with the whole of \`/home\`. What the
image has there is then out of sight; where only the user's own folder is mounted, it works, so that nobody notices before. Install into \`/opt\` or \`/usr/local\`.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#best-practices-for-writing-definition-files",
    "https://apptainer.org/docs/user/latest/bind_paths_and_mounts.html",
  ],
  message: ({ path }) => `"${path}" is below /home, which many machines mount over`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cd /home
    git clone «https://example.org/aligner.git»
    tar xzf /opt/data.tar.gz -C «/home/data»
    pip install --target «/home/me/python» numpy
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    mkdir -p /home /scratch
    git clone https://example.org/aligner.git /opt/aligner
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    git clone https://example.org/aligner.git /home/aligner
    cd /home/aligner
    make && make install
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      const hidden = lastingPlacements(stage).filter(
        (placement) => maskedPlace(placement.path) === "home" && isNamed(placement),
      );
      for (const { span, path } of firstInEachFolder(hidden))
        report(span, { path: path.replaceAll("*", "…") });
    }
  },
});

/** A link breaks if what it points to is hidden; of links to whatever is in a folder, the folder's own placement tells more. */
const isNamed = ({ how, path }: Placement): boolean => how !== "link" || !path.includes("*");
