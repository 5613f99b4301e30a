/** DEF911: a private key that all users of an image share. */

import { callsNamed, defineRule, scriptsOf } from "@deftools/lint";
import { hasOption, optionsOf } from "@deftools/shell";

export default defineRule<{ readonly command: string }>({
  code: "DEF911",
  name: "private-key-made",
  severity: "warning",
  summary: "The build makes a private SSH key, which stays in the image.",
  why: `
A key in an image belongs to everybody who has the image. Whatever accepts it lets them all in.`,
  sources: [
    "https://cwe.mitre.org/data/definitions/321.html",
    "https://apptainer.org/docs/user/latest/security.html",
  ],
  message: ({ command }) => `"${command}" makes a key that everybody who has the image shares`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    «ssh-keygen» -t ed25519 -N "" -f /etc/ssh/id_ed25519
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    ssh-keygen -F example.org || ssh-keyscan example.org >> /etc/ssh/ssh_known_hosts
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build"))
      for (const { plain } of callsNamed(script, "ssh-keygen")) {
        const options = optionsOf(plain.arguments, {
          valued: ["-t", "-b", "-f", "-N", "-C", "-F", "-R", "-m"],
        });
        if (plain.nameWord && !hasOption(options, "-F", "-R", "-y", "-l", "-H", "-e", "-i", "-p"))
          report(plain.nameWord.span, { command: "ssh-keygen" });
      }
  },
});
