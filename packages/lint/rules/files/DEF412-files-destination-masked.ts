/** DEF412: files copied to where a running container shows something else. */

import {
  absolutePath,
  buildSteps,
  defineRule,
  isUsedUp,
  type MaskedPlace,
  maskedPlace,
} from "@deftools/lint";

export default defineRule<{ readonly destination: string; readonly fate: string }>({
  code: "DEF412",
  name: "files-destination-masked",
  severity: "warning",
  summary:
    "Files are copied into a home folder or a temporary folder, where a running container does not show them.",
  why: `
\`/tmp\` and \`/var/tmp\` of the host are mounted over those of the image when it runs, and even while \`%post\` runs; the user's home is, and on many machines all of \`/home\`; and \`/root\` is closed to
everybody but root. What \`%files\` puts there is in the image, but nobody finds it. Put data in a folder of its own, such as \`/opt/name\`.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#best-practices-for-writing-definition-files",
    "https://apptainer.org/docs/user/latest/bind_paths_and_mounts.html",
    "https://github.com/apptainer/singularity/issues/5514",
  ],
  message: ({ destination, fate }) => `"${destination}" ${fate}`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    data.csv «/tmp/data.csv»
    model.bin «/root/models/»
    config.yaml «"/home/me/config.yaml"»
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    «/home/me/project»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    data.csv /opt/study/data.csv
    /tmp/built-elsewhere /opt/study/bin
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    setup.sh /root/setup.sh

%post
    sh /root/setup.sh
    rm /root/setup.sh
`,
    `
Bootstrap: docker
From: ubuntu:24.04
Stage: build

%files
    src /root/src

Bootstrap: docker
From: ubuntu:24.04

%files from build
    /root/src/aligner /usr/local/bin/aligner
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      for (const { source, destination, app, skipped } of stage.copies) {
        const word = destination ?? source;
        const path = absolutePath(word.text, "/");
        if (app || skipped || path === undefined) continue;
        const place = maskedPlace(path);
        if (place === undefined || (place !== "temporary" && isUsedUp(buildSteps(stage), path))) continue;
        report(word.span, { destination: word.text, fate: FATES[place] });
      }
    }
  },
});

const FATES: Readonly<Record<MaskedPlace, string>> = {
  temporary: "is hidden by the host's temporary folder, in %post and when the image runs",
  home: "is below /home, which many machines mount over",
  "root-home": "is in root's home, which the users of the image cannot read",
};
