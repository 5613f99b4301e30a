/** DEF516: a folder of programs that is on the PATH of the build only. */

import {
  absolutePath,
  buildSteps,
  defineRule,
  isBelow,
  lastingPlacements,
  maskedPlace,
  mentions,
  namesSetIn,
  runtimeWords,
  says,
  scriptsOf,
} from "@deftools/lint";
import type { Stage } from "@deftools/recipe";
import { assignmentsIn } from "@deftools/shell";

export default defineRule<{ readonly folder: string }>({
  code: "DEF516",
  name: "post-path-lost",
  severity: "warning",
  summary: "A folder that the build fills with programs is on the PATH of `%post` only.",
  why: `
What \`%post\` exports ends with it. The programs are in the image, and nobody who runs it finds them by their names. Set the PATH in \`%environment\`, too, or link the programs into \`/usr/local/bin\`.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#environment",
    "https://github.com/apptainer/singularity/issues/1284",
  ],
  message: ({ folder }) => `"${folder}" is on the PATH of %post only, and of nobody who runs the image`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    ./configure --prefix=/opt/aligner
    make install
    export «PATH=/opt/aligner/bin:$PATH»
    aligner --version
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    ./configure --prefix=/opt/aligner
    make install
    export PATH=/opt/aligner/bin:$PATH

%environment
    export PATH=/opt/aligner/bin:$PATH
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    ./configure --prefix=/opt/aligner
    make install
    export PATH=/opt/aligner/bin:$PATH
    echo 'export PATH=/opt/aligner/bin:$PATH' >> $APPTAINER_ENVIRONMENT
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    ./configure --prefix=/opt/aligner
    make install
    export PATH=/opt/aligner/bin:$PATH

%runscript
    exec /opt/aligner/bin/aligner "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    export PATH=/usr/local/cuda/bin:$PATH
    make install
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last || isHandedOn(recipe.file.text, stage)) continue;
      const [first] = foldersOfBuild(stage).filter(
        ({ folder }) => !mentions(runtimeWords(stage), folder) && !isLinked(stage, folder),
      );
      if (first !== undefined) report(first.span, { folder: first.folder });
    }
  },
});

/** Folders that `%post` puts on its PATH, and installs into; what nobody can see at run time has rules of its own. */
const foldersOfBuild = (stage: Stage) => {
  const installed = lastingPlacements(stage).filter(({ how }) => how === "install");
  return scriptsOf({ stages: [stage] }, "build").flatMap((script) =>
    assignmentsIn(script.tree).flatMap(({ assignment: { name, value, span }, context, command }) => {
      if (name !== "PATH" || value === undefined || context.subshell) return [];
      const step = buildSteps(stage).find((each) => each.command === command);
      const folders = (step?.textOf(value) ?? value.text)
        .split(":")
        .flatMap((each) => (each.startsWith("/") ? (absolutePath(each, "/") ?? []) : []));
      const own = folders.find(
        (folder) =>
          /\/bin$/.test(folder) &&
          !USUAL.test(folder) &&
          maskedPlace(folder) === undefined &&
          installed.some(({ path }) => folder === `${path}/bin` || isBelow(path, folder)),
      );
      return own === undefined ? [] : [{ folder: own, span }];
    }),
  );
};

/** Whether links to its programs are made elsewhere. */
const isLinked = (stage: Stage, folder: string): boolean =>
  buildSteps(stage).some(
    ({ plain, pathOf }) =>
      plain.name === "ln" && plain.arguments.some((word) => isBelow(pathOf(word) ?? "/", folder)),
  );

const USUAL = /^\/(?:usr\/(?:local\/)?)?s?bin$/;

/** Whether something sets the PATH of the image, or may. */
const isHandedOn = (text: string, stage: Stage): boolean => {
  const all = { stages: [stage] };
  const run = scriptsOf(all, "environment", "run");
  return (
    run.some(
      (script) => namesSetIn(script).includes("PATH") || says(text, script, /^(?:\.|source|eval)\s/),
    ) || scriptsOf(all, "build", "host").some((script) => says(text, script, HANDS_ON))
  );
};

const HANDS_ON = /(?:APPTAINER|SINGULARITY)_ENVIRONMENT|\.singularity\.d|\/environment\b/;
