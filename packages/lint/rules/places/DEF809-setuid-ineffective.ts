/** DEF809: a permission that has no effect. */

import { callsNamed, defineRule, scriptsOf } from "@deftools/lint";

export default defineRule<{ readonly mode: string }>({
  code: "DEF809",
  name: "setuid-ineffective",
  severity: "warning",
  summary: "A file is given the setuid bit, which containers do not honor.",
  why: `
The file system of a container is mounted \`nosuid\`, and its processes cannot gain privileges. The program runs as the user who starts it.`,
  sources: ["https://apptainer.org/docs/user/latest/security.html"],
  message: ({ mode }) => `the setuid bit of "${mode}" has no effect in a container`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chmod «u+s» /usr/bin/tool
    chmod «4755» /usr/bin/other
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chmod 755 /usr/bin/tool
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chmod g+s /opt/data
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chmod 2775 /opt/data
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build"))
      for (const { plain } of callsNamed(script, "chmod")) {
        const mode = plain.arguments.find(({ text }) =>
          /^0?[4-7][0-7]{3}$|^u?\+[rwx]*s[rwx]*$|^(?:u|ug|a)\+[rwx]*s/.test(text),
        );
        if (mode !== undefined && !/^0?[57]/.test(mode.text)) report(mode.span, { mode: mode.text });
      }
  },
});
