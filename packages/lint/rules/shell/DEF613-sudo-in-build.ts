/** DEF613: `sudo` in a build. */

import { callsIn, defineRule, scriptsOf } from "@deftools/lint";

export default defineRule<{ readonly command: string }>({
  code: "DEF613",
  name: "sudo-in-build",
  severity: "warning",
  summary: "`sudo` is used in `%post`, which runs as root already.",
  why: `
Scripts of a build run as root, or as what looks like root. \`sudo\` is not installed in most base images, so that the command fails, and where it is, it adds
nothing but trouble without a real root.`,
  sources: [
    "https://apptainer.org/docs/user/latest/fakeroot.html",
    "https://github.com/hadolint/hadolint/wiki/DL3004",
  ],
  message: ({ command }) => `"${command}" needs no sudo: %post runs as root`,
  fix: { title: "remove sudo", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    «sudo» apt-get update
    «sudo» make install
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    make install
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get install -y sudo
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    sudo -u postgres createdb x
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%setup
    sudo cp x \${APPTAINER_ROOTFS}/opt
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build"))
      for (const { command, plain } of callsIn(script)) {
        const { name } = command;
        if (name?.value !== "sudo" || plain.wrappers[0] !== "sudo" || !plain.nameWord) continue;
        const [next] = command.arguments;
        if (command.arguments.some(({ text }) => /^(?:-u|--user)/.test(text))) continue;
        const direct = next !== undefined && !/^-|=/.test(next.text);
        const edits = direct
          ? [{ span: { start: name.span.start, end: next.span.start }, text: "" }]
          : undefined;
        report(name.span, { command: plain.name ?? "" }, edits);
      }
  },
});
