/** DEF807: files that only root may read. */

import { buildSteps, defineRule } from "@deftools/lint";

export default defineRule<{ readonly mode: string }>({
  code: "DEF807",
  name: "owner-only-permissions",
  severity: "warning",
  summary: "`chmod` or `umask` leaves nothing to other users.",
  why: `
The users of an image are not root. What only its owner may read or run, they cannot use.`,
  sources: ["https://apptainer.org/docs/user/latest/docker_and_oci.html"],
  message: ({ mode }) => `"${mode}" leaves nothing to the users of the image`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chmod -R «700» /opt/tool
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chmod 755 /opt/tool
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chmod 600 /root/.ssh/id_rsa
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chmod 700 ~/.gnupg
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chmod 400 /etc/munge/munge.key
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      for (const { plain, pathOf, context } of buildSteps(stage)) {
        if (plain.name !== "umask" && plain.name !== "chmod") continue;
        const [mode, ...files] = plain.arguments.filter(({ text }) => !/^-[A-Za-z]+$|^--/.test(text));
        if (mode === undefined || context.subshell) continue;
        if (plain.name === "umask" && /^0?[0-7]?77$/.test(mode.text))
          report(mode.span, { mode: `umask ${mode.text}` });
        if (plain.name !== "chmod" || !/^(?:[0-7]?[4567]00|go-rwx|go=|og-rwx)$/.test(mode.text)) continue;
        if (files.every((file) => !PRIVATE.test(pathOf(file) ?? file.text)))
          report(mode.span, { mode: `chmod ${mode.text}` });
      }
    }
  },
});

/** What has to be closed to others, or what they never see. */
const PRIVATE =
  /^\/(?:root|tmp|var|run|etc|home)\b|\.ssh|\.gnupg|id_[rd]sa|\.(?:key|pem|conf)$|munge|passwd|token|secret|sudoers|netrc|postgres|mysql/;
