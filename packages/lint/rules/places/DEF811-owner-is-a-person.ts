/** DEF811: files that belong to somebody's number. */

import { callsNamed, defineRule, scriptsOf } from "@deftools/lint";

export default defineRule<{ readonly owner: string }>({
  code: "DEF811",
  name: "owner-is-a-person",
  severity: "info",
  off: true,
  summary: "`chown` gives files of the image to a user id of a person.",
  why: `
On the machine that runs the image the number belongs to somebody else. Files of an image should belong to root or to an account of the system.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#best-practices-for-writing-definition-files",
  ],
  message: ({ owner }) => `the id "${owner}" is another person's on another machine`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chown -R «1000:1000» /opt/tool
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chown -R root:root /opt/tool
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chown 0:0 /opt/tool
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build"))
      for (const { plain } of callsNamed(script, "chown")) {
        const owner = plain.arguments.find(({ text }) => !text.startsWith("-"));
        const id = /^(\d+)(?:[:.]\d*)?$/.exec(owner?.text ?? "")?.[1];
        if (owner !== undefined && id !== undefined && 500 < Number(id)) report(owner.span, { owner: id });
      }
  },
});
