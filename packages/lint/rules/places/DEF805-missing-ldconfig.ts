/** DEF805: libraries installed, and the linker's cache not told. */

import { buildSteps, defineRule, isLibraryName, libraryInstall, needsCache, type Step } from "@deftools/lint";
import { distribution, type Script, type Stage } from "@deftools/recipe";
import { assignmentsIn } from "@deftools/shell";
import { covers, type Span, type TextEdit, textAt } from "@deftools/text";

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
      const told = steps.findLastIndex(({ plain }) => plain.name === "ldconfig");
      const found = lastInstall(steps, told) ?? (told === -1 ? copiedLibrary(stage) : undefined);
      if (found === undefined) continue;
      const command = textAt(recipe.file.text, found).replace(/\s+/g, " ");
      report(found, { command }, appended(recipe.file.text, stage, found));
    }
  },
});

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

/** A line of its own behind the last `%post`, unless what stands there could swallow or never reach it. */
const appended = (text: string, { scripts }: Stage, found: Span): readonly TextEdit[] | undefined => {
  // %appinstall runs after %post, so that a line there would come too early
  if (scripts.some(({ section, body }) => section === "appinstall" && covers(body, found))) return undefined;
  const post = scripts.findLast(({ section }) => section === "post");
  const last = post?.tree.statements.at(-1);
  if (!post || !last || 0 < post.tree.errors.length || isUnclear(text, post)) return undefined;
  const body = textAt(text, post.body);
  const end = post.body.start + body.trimEnd().length;
  const lineStart = text.lastIndexOf("\n", last.span.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, last.span.start))?.[0] ?? "";
  const lineEnd = body.includes("\r\n") ? "\r\n" : "\n";
  return [{ span: { start: end, end }, text: `${lineEnd}${indent}ldconfig` }];
};

const isUnclear = (text: string, { body, tree }: Script): boolean => {
  const last = tree.statements.at(-1);
  const name = last?.command.kind === "command" ? last.command.name?.value : undefined;
  return /\\\s*$/.test(textAt(text, body)) || name === "exit" || name === "exec";
};
