/** DEF703: packages without lists of packages. */

import { buildSteps, defineRule, packageCalls, type Step } from "@deftools/lint";
import type { Stage } from "@deftools/recipe";
import type { ShellWord } from "@deftools/shell";

export default defineRule<{ readonly command: string }>({
  code: "DEF703",
  name: "apt-no-update",
  severity: "warning",
  summary: "`apt-get install` runs in a plain Debian or Ubuntu image before any `apt-get update`.",
  why: `
The images of Debian and Ubuntu on Docker Hub hold no lists of packages. Until \`apt-get update\` has fetched them, no package is found.`,
  sources: [
    "https://docs.docker.com/build/building/best-practices/#apt-get",
    "https://hub.docker.com/_/debian",
  ],
  message: ({ command }) => `"${command}" finds no package before apt-get update has run`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    «apt-get install» -y gcc
    apt-get update
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    apt-get install -y gcc
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get install -y ./tool.deb
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    bash prepare.sh
    apt-get install -y gcc
`,
    `
Bootstrap: debootstrap
MirrorURL: https://mirror.example.org/debian
OSVersion: bookworm

%post
    apt-get install -y gcc
`,
    `
Bootstrap: docker
From: lab/own:1

%post
    apt-get install -y gcc
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!isPlain(stage)) continue;
      const [first] = packageCalls(stage, "apt-get", "apt", "aptitude").filter(
        ({ verb, packages }) => verb === "install" && packages.some(isNamed),
      );
      if (first === undefined) continue;
      const before = buildSteps(stage).filter(
        ({ command }) => command.span.start < first.step.command.span.start,
      );
      if (before.some(mayUpdate)) continue;
      const { verbWord, step } = first;
      report(
        { start: step.plain.nameWord?.span.start ?? verbWord.span.start, end: verbWord.span.end },
        { command: `${first.manager} install` },
      );
    }
  },
});

const isPlain = ({ bootstrap }: Stage): boolean =>
  bootstrap?.agent.text.toLowerCase() === "docker" &&
  /^(?:(?:docker\.io\/)?library\/)?(?:debian|ubuntu)(?:[:@].*)?$/.test(bootstrap.image?.text ?? "");

/** A package of the archive, not a file. */
const isNamed = ({ text }: ShellWord): boolean => !text.includes("/") && !text.endsWith(".deb");

/** Scripts and functions may do it out of sight. */
const mayUpdate = ({ plain: { name = "", arguments: words }, command, context }: Step): boolean =>
  /^(?:apt|apt-get|aptitude)$/.test(name)
    ? words.some(({ text }) => /^(?:update|upgrade)$/.test(text) || text.includes("$"))
    : context.inFunction !== undefined ||
      /^(?:(?:ba|da)?sh|\.|source|eval|add-apt-repository|apt-add-repository|apt-cache|python[\d.]*|xargs)$/.test(
        name,
      ) ||
      command.name?.text.includes("/") === true ||
      name === "";
