/** DEF803: what the image needs, in a temporary folder. */

import {
  defineRule,
  isBelow,
  lastingPlacements,
  maskedPlace,
  mentions,
  type Placement,
  runtimeWords,
} from "@deftools/lint";

export default defineRule<{ readonly path: string }>({
  code: "DEF803",
  name: "install-in-tmp",
  severity: "warning",
  summary: "Something the image needs is put into `/tmp`, `/var/tmp` or `$TMPDIR`.",
  why: `
\`/tmp\` and \`/var/tmp\` are the host's, while \`%post\` runs and later when the container does. What a build leaves there is not
even part of the image. Build there if you like, but install into \`/opt\` or \`/usr/local\`.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#best-practices-for-writing-definition-files",
    "https://apptainer.org/docs/user/latest/bind_paths_and_mounts.html",
    "https://github.com/apptainer/singularity/issues/2538",
  ],
  message: ({ path }) => `"${path}" is in a temporary folder of the host, not in the image`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    git clone https://example.org/aligner.git «/tmp/aligner»
    cd /tmp/aligner && make

%runscript
    exec /tmp/aligner/aligner "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cd "$TMPDIR"
    cmake -S . -B build «-DCMAKE_INSTALL_PREFIX=/var/tmp/tool»
    bash Miniconda3.sh -b -p «$TMPDIR/conda»
    ln -s «/tmp/conda/bin/python» /usr/local/bin/python
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cd /tmp
    wget https://example.org/aligner-1.2.tar.gz
    tar xf aligner-1.2.tar.gz -C /tmp/build
    cd /tmp/build/aligner-1.2
    ./configure --prefix=/usr/local && make install

%runscript
    exec aligner --scratch /tmp/aligner-cache "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make install DESTDIR=/tmp/stage
    cp -a /tmp/stage/usr/. /usr/
    ln -s /tmp /var/cache/fontconfig
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      const words = runtimeWords(stage);
      const lasting = lastingPlacements(stage);
      for (const placement of lasting)
        if (maskedPlace(placement.path) === "temporary" && isNeeded(placement, lasting, words))
          report(placement.span, { path: placement.path.replaceAll("*", "…") });
    }
  },
});

/** Downloads and build trees are welcome there, unless something at run time names them; a link counts if the build made what it points to. */
const isNeeded = (
  { how, path }: Placement,
  placements: readonly Placement[],
  words: readonly string[],
): boolean => {
  if (how === "install") return true;
  if (how === "link") return placements.some((other) => other.how !== "link" && isBelow(path, other.path));
  // a path below the folder itself may be anything, and scratch files are named there
  return path !== "/tmp" && path !== "/var/tmp" && mentions(words, path);
};
