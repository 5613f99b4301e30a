/** DEF617: a `%setup` that changes the host. */

import { type Call, callsIn, defineRule } from "@deftools/lint";
import { optionsOf, type ShellWord, type SimpleCommand } from "@deftools/shell";

export default defineRule<{ readonly path: string }>({
  code: "DEF617",
  name: "setup-host-path",
  severity: "error",
  summary: "`%setup` runs on the host; a path there without `$APPTAINER_ROOTFS` is a path of the host.",
  why: `
\`%setup\` runs outside of the image, as the user who builds, often root. \`mkdir /data\` makes a folder on that machine, not in the image. Put \`\${APPTAINER_ROOTFS}\` in
front of paths of the image, or use \`%files\` and \`%post\`.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#setup"],
  message: ({ path }) => `"${path}" is on the host that builds, not in the image`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%setup
    mkdir «/data»
    cp tool «/usr/local/bin/tool»
    echo x > «/etc/tool.conf»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%setup
    mkdir -p \${APPTAINER_ROOTFS}/data
    cp /opt/tool $SINGULARITY_ROOTFS/opt
    touch /tmp/done
    ls > /dev/null
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    mkdir /data
`,
  ],

  check(recipe, report) {
    for (const script of recipe.stages.flatMap(({ scripts }) => scripts)) {
      if (script.section !== "setup" || script.dialect === "other") continue;
      for (const { command, plain } of callsIn(script)) {
        if (plain.wrappers.includes("chroot") || plain.name === "chroot") continue;
        for (const word of [...changed(plain), ...redirected(command)])
          if (word.value !== undefined && ON_HOST.test(word.value)) report(word.span, { path: word.value });
      }
    }
  },
});

/** What comes and goes anyway on a host is left alone. */
const ON_HOST = /^\/(?!(?:tmp|var\/tmp|dev|proc)(?:\/|$))/;
const ALL_OPERANDS = /^(?:mkdir|touch|rm|rmdir|tee)$/;
const ALL_BUT_FIRST = /^(?:chmod|chown|chgrp)$/;
const LAST_OPERAND = /^(?:cp|mv|ln|install|rsync)$/;

const changed = ({ name = "", arguments: words }: Call["plain"]): readonly ShellWord[] => {
  const { operands } = optionsOf(words, { valued: ["-t", "-m", "-o", "-g"] });
  if (ALL_OPERANDS.test(name)) return operands;
  if (ALL_BUT_FIRST.test(name)) return operands.slice(1);
  return LAST_OPERAND.test(name) && 1 < operands.length ? operands.slice(-1) : [];
};

const redirected = ({ redirects }: SimpleCommand): readonly ShellWord[] =>
  redirects.flatMap(({ operator, target }) => (/^&?>/.test(operator) && target ? [target] : []));
