/** DEF909: a password that everybody can read. */

import { callsNamed, defineRule, hasInput, scriptsOf } from "@deftools/lint";
import { optionsOf } from "@deftools/shell";

export default defineRule<{ readonly command: string }>({
  code: "DEF909",
  name: "password-set",
  severity: "warning",
  summary: "The build gives an account a password.",
  why: `
The password stands in the recipe, which is stored in the image. It is of no use either: in a running container everybody is who they are outside, and nobody logs in.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#best-practices-for-writing-definition-files",
    "https://apptainer.org/docs/user/latest/security.html",
  ],
  message: ({ command }) => `"${command}" sets a password that everybody who has the image can read`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    echo "root:hunter2" | «chpasswd»
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    useradd -m «-p» hunter2 me
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    passwd -d root
    useradd -m me
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build", "host")) {
      for (const { command, plain } of callsNamed(script, "chpasswd", "passwd"))
        if (plain.nameWord && hasInput(script, command) && !plain.arguments.some(({ text }) => text === "-e"))
          report(plain.nameWord.span, { command: plain.name ?? "" });
      for (const { plain } of callsNamed(script, "useradd", "usermod")) {
        const { options } = optionsOf(plain.arguments, { valued: ["-p", "--password"] });
        const given = options.find(({ name }) => name === "-p" || name === "--password");
        if (given && !/^[!*x]?$/.test(given.value ?? ""))
          report(given.word.span, { command: plain.name ?? "" });
      }
    }
  },
});
