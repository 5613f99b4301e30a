/** DEF801: software in root's home, which the users of an image cannot enter. */

import {
  defineRule,
  firstInEachFolder,
  lastingPlacements,
  maskedPlace,
  type Placement,
} from "@deftools/lint";

export default defineRule<{ readonly path: string }>({
  code: "DEF801",
  name: "install-in-root-home",
  severity: "warning",
  summary: "Something is installed below `/root`, the home folder of `%post`.",
  why: `
\`%post\` runs as root with \`/root\` as its home, so \`~\` and \`$HOME\` mean \`/root\` there. A running container has the user's own
home and user id instead: what was put into \`/root\` is not in \`$HOME\`, and as a rule nobody but root may read it. Install into
\`/opt\` or \`/usr/local\`.`,
  sources: [
    "https://apptainer.org/docs/user/latest/docker_and_oci.html",
    "https://apptainer.org/docs/user/latest/definition_files.html#best-practices-for-writing-definition-files",
    "https://github.com/apptainer/singularity/issues/1616",
  ],
  message: ({ path }) => `"${path}" is in root's home, which the users of the image cannot read`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    git clone --depth 1 https://example.org/aligner.git «~/aligner»
    cd ~/aligner && make
    ln -s «/root/aligner/aligner» /usr/local/bin/aligner
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    PREFIX="$HOME/sw"
    ./configure «--prefix=$PREFIX»
    make && make install
    bash Miniconda3-latest-Linux-x86_64.sh -b -p «$HOME/miniconda»
    echo 'export PATH=/root/miniconda/bin:$PATH' >> «~/.bashrc»
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl -sSf «https://sh.rustup.rs» | sh -s -- -y
    cmake --install build --prefix «/root/tool»
    make install «PREFIX=/root/other»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    git clone --depth 1 https://example.org/aligner.git /opt/aligner
    make -C /opt/aligner install PREFIX=/usr/local
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cd /root
    git clone https://example.org/aligner.git
    cd aligner
    ./configure
    make && make install
    rm -rf /root/aligner
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    mkdir -p ~/.ssh
    echo "StrictHostKeyChecking no" >> ~/.ssh/config
    export HOME=/opt/home
    git clone https://example.org/aligner.git ~/aligner
`,
    `
Bootstrap: docker
From: ubuntu:24.04
Stage: build

%post
    make install PREFIX=/root/out

Bootstrap: docker
From: ubuntu:24.04

%files from build
    /root/out /usr/local
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      const hidden = lastingPlacements(stage).filter(
        (placement) => maskedPlace(placement.path) === "root-home" && !isBuildSetting(placement),
      );
      for (const { span, path } of firstInEachFolder(hidden))
        report(span, { path: path.replaceAll("*", "…") });
    }
  },
});

/** Dot files steer the build (`.ssh`, `.netrc`, `.condarc`), but for those that a login shell of a user would read; what is unpacked or cloned is software. */
const isBuildSetting = ({ path, how, step }: Placement): boolean =>
  (how === "write" || how === "copy" || /^(?:wget|curl)$/.test(step.plain.name ?? "")) &&
  how !== "install" &&
  /^\/root\/\.(?!bash|profile|zsh|local\/|conda\/|cargo\/)/.test(path);
