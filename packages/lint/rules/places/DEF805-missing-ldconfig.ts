/** DEF805: libraries installed, and the linker's cache not told. */

import {
  appendedLine,
  buildSteps,
  defineRule,
  isLibraryName,
  libraryInstall,
  needsCache,
  packageCalls,
  type Step,
} from "@deftools/lint";
import { distribution, type Stage } from "@deftools/recipe";
import { assignmentsIn, type ShellWord, wordValue } from "@deftools/shell";
import { type Span, textAt } from "@deftools/text";

export default defineRule<{ readonly command: string }>({
  code: "DEF805",
  name: "missing-ldconfig",
  severity: "warning",
  summary: "Shared libraries are installed, and no later command runs `ldconfig`.",
  why: `
Outside \`/lib\` and \`/usr/lib\` the dynamic linker finds libraries by its cache, \`/etc/ld.so.cache\`, which only \`ldconfig\`
renews. The image is read-only when it runs, so nobody can do that later: programs stop with "cannot open shared object file".
Run \`ldconfig\` at the end of \`%post\`, or set \`LD_LIBRARY_PATH\` in \`%environment\`. Alpine's linker (musl) has no cache.`,
  sources: [
    "https://apptainer.org/docs/user/latest/docker_and_oci.html",
    "https://man7.org/linux/man-pages/man8/ldconfig.8.html",
  ],
  message: ({ command }) => `"${command}" brings libraries that are not found until ldconfig has run`,
  fix: { title: "run ldconfig at the end of %post", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    cd /opt && tar xf fftw-3.3.10.tar.gz
    cd fftw-3.3.10
    ./configure --enable-threads
    make -j4
    «make install»
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    cd /opt && tar xf fftw-3.3.10.tar.gz
    cd fftw-3.3.10
    ./configure --enable-threads
    make -j4
    make install
    ldconfig
`,
    },
    {
      before: `
Bootstrap: docker
From: rockylinux:9

%post
    ldconfig
    cmake -S /src -B /src/build -DBUILD_SHARED_LIBS=ON
    cd /src
    «cmake --install build»

%runscript
    exec tool "$@"
`,
      after: `
Bootstrap: docker
From: rockylinux:9

%post
    ldconfig
    cmake -S /src -B /src/build -DBUILD_SHARED_LIBS=ON
    cd /src
    cmake --install build
    ldconfig

%runscript
    exec tool "$@"
`,
    },
    {
      before: `
Bootstrap: docker
From: debian:12

%post
    echo /opt/tool/lib > «/etc/ld.so.conf.d/tool.conf»
`,
      after: `
Bootstrap: docker
From: debian:12

%post
    echo /opt/tool/lib > /etc/ld.so.conf.d/tool.conf
    ldconfig
`,
    },
    {
      before: `
Bootstrap: docker
From: debian:12

%post
    cp /opt/build/libtool.so.1 «/usr/local/lib/»
`,
      after: `
Bootstrap: docker
From: debian:12

%post
    cp /opt/build/libtool.so.1 /usr/local/lib/
    ldconfig
`,
    },
    {
      before: `
Bootstrap: docker
From: debian:12

%files
    libtool.so.1 «/usr/local/lib/libtool.so.1»

%post
    chmod 755 /usr/local/lib/libtool.so.1
`,
      after: `
Bootstrap: docker
From: debian:12

%files
    libtool.so.1 /usr/local/lib/libtool.so.1

%post
    chmod 755 /usr/local/lib/libtool.so.1
    ldconfig
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cd /opt/openmpi-5.0.6
    ./configure && make install

%post
    /sbin/ldconfig
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cd /opt/openmpi-5.0.6
    ./configure && make install

%environment
    export LD_LIBRARY_PATH=/usr/local/lib
`,
    `
Bootstrap: docker
From: alpine:3.21

%post
    cd /opt/htslib-1.21
    ./configure && make install
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cd /opt/htslib-1.21
    ./configure --prefix=/usr && make install
    cd /opt/bwa-0.7.18
    make && make install
    cd /opt/gsl-2.8
    ./configure --disable-shared && make install
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      const steps = buildSteps(stage);
      if (hasNoCache(stage, steps) || setsLibraryPath(stage)) continue;
      if (steps.some((step) => writesLibraryPath(recipe.file.text, step))) continue;
      const told = lastRenewal(stage, steps);
      const found = lastInstall(steps, told) ?? (told === -1 ? copiedLibrary(stage) : undefined);
      if (found === undefined) continue;
      const command = textAt(recipe.file.text, found).replace(/\s+/g, " ");
      const edits = appendedLine(recipe.file.text, stage, { after: found, line: "ldconfig" });
      report(found, { command }, edits);
    }
  },
});

/** `ldconfig`, or a package with a library in it: its installation ends with `ldconfig`. */
const lastRenewal = (stage: Stage, steps: readonly Step[]): number => {
  const installing = packageCalls(stage, "apt-get", "apt", "aptitude", "yum", "dnf", "microdnf")
    .filter(({ verb, packages }) => /install$/.test(verb) && packages.some(isLibraryPackage))
    .map(({ step }) => step);
  return steps.findLastIndex(
    (step) =>
      step.plain.name === "ldconfig" ||
      installing.includes(step) ||
      (step.plain.name === "dpkg" && step.plain.arguments.some(isLibraryPackage)),
  );
};

const isLibraryPackage = (word: ShellWord): boolean => /^(?:.*\/)?lib[^/]*$/.test(wordValue(word));

/** `echo 'export LD_LIBRARY_PATH=…' >> "$APPTAINER_ENVIRONMENT"` */
const writesLibraryPath = (text: string, { command: { span, redirects } }: Step): boolean =>
  redirects.some(({ target }) => target && ENVIRONMENT_FILE.test(target.text)) &&
  [span, ...redirects.flatMap(({ hereDocument }) => hereDocument?.body ?? [])].some((each) =>
    textAt(text, each).includes("LD_LIBRARY_PATH"),
  );

const ENVIRONMENT_FILE = /(?:SINGULARITY|APPTAINER)_ENVIRONMENT|\.singularity\.d\/env\//;

/** One `ldconfig` serves all installs before it, so the last one is told. */
const lastInstall = (steps: readonly Step[], after: number): Span | undefined => {
  for (let index = steps.length - 1; after < index; index--) {
    const found = libraryInstall(steps, index);
    if (found !== undefined) return found;
  }
  return undefined;
};

const copiedLibrary = ({ copies }: Stage): Span | undefined =>
  copies.findLast(({ source, destination, skipped, app }) => {
    const target = (destination ?? source).text;
    return !skipped && !app && needsCache(target) && (isLibraryName(source.text) || isLibraryName(target));
  })?.line.destination?.span;

/** musl's linker, to be told by the distribution or its package manager. */
const hasNoCache = (stage: Stage, steps: readonly Step[]): boolean =>
  distribution(stage).name === "alpine" ||
  /alpine|musl/.test(stage.bootstrap?.from?.text ?? "") ||
  steps.some(({ plain }) => plain.name === "apk");

const setsLibraryPath = ({ scripts }: Stage): boolean =>
  scripts.some(
    ({ section, tree }) =>
      section !== "post" &&
      section !== "setup" &&
      assignmentsIn(tree).some(({ assignment }) => assignment.name === "LD_LIBRARY_PATH"),
  );
