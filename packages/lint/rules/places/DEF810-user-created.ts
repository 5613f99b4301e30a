/** DEF810: a user who will not be there. */

import { type Call, callsNamed, defineRule, says, scriptsOf } from "@deftools/lint";

export default defineRule<{ readonly command: string }>({
  code: "DEF810",
  name: "user-created",
  severity: "info",
  off: "hpc",
  summary: "A user is created in the image, though containers run as the user who starts them.",
  why: `
There is no switching of users in a container: it runs with the identity of its caller, whatever \`/etc/passwd\` of the image says. Files that belong to the new user are somebody else's there.`,
  sources: ["https://apptainer.org/docs/user/latest/docker_and_oci.html"],
  message: ({ command }) => `"${command}" makes a user that nobody will be in the container`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    «useradd -m tool»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    useradd -m builder
    su builder -c 'make'
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    useradd -r mysql
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    adduser tool video
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    adduser --system tool
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build")) {
      // some programs refuse to be built by root
      if (
        0 < callsNamed(script, "su", "runuser").length ||
        says(recipe.file.text, script, /\b(?:sudo|gosu|su-exec)\b/)
      )
        continue;
      for (const { command, plain, context } of callsNamed(script, "useradd", "adduser")) {
        const system = plain.arguments.some(({ text }) => /^-[a-zA-Z]*[rS]|^--system$|^-D$/.test(text));
        const operands = plain.arguments.filter(({ text }) => !text.startsWith("-"));
        if (system || context.tested || operands.length === 0 || isGrouping(plain)) continue;
        report(command.span, { command: plain.name ?? "" });
      }
    }
  },
});

/** `adduser USER GROUP` */
const isGrouping = ({ name, arguments: words }: Call["plain"]): boolean =>
  name === "adduser" && words.length === 2 && words.every(({ text }) => !text.startsWith("-"));
