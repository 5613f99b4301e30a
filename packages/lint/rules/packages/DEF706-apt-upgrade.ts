/** DEF706: packages of the base, changed by the day. */

import { defineRule, packageCalls } from "@deftools/lint";

export default defineRule<{ readonly command: string }>({
  code: "DEF706",
  name: "apt-upgrade",
  severity: "info",
  summary: "`apt-get upgrade` changes the packages of the base image to what is newest today.",
  why: `
The base image is updated by those who make it: name a newer tag instead. An upgrade in the recipe makes builds of different days differ, and stores each changed file twice.`,
  sources: [
    "https://manpages.debian.org/stable/apt/apt-get.8.en.html",
    "https://docs.docker.com/build/building/best-practices/",
  ],
  message: ({ command }) => `"${command}" makes the image depend on the day it is built`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    «apt-get upgrade» -y
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
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const { manager, verb, verbWord, step } of packageCalls(stage, "apt-get", "apt", "aptitude"))
        if (/^(?:upgrade|dist-upgrade|full-upgrade|safe-upgrade)$/.test(verb))
          report(
            { start: step.plain.nameWord?.span.start ?? verbWord.span.start, end: verbWord.span.end },
            { command: `${manager} ${verb}` },
          );
  },
});
