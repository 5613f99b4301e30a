/** DEF207: a base whose distribution gets no updates any more. */

import { defineRule, endedRelease } from "@deftools/lint";

export default defineRule<{ readonly release: string; readonly ended: string }>({
  code: "DEF207",
  name: "ended-release",
  severity: "warning",
  summary: "The base image is of a release that gets no updates any more.",
  why: `
Holes found after that day stay open. Sooner or later the packages move to an archive, and \`apt-get update\` or \`yum install\` fails in every build.`,
  sources: [
    "https://endoflife.date/ubuntu",
    "https://endoflife.date/debian",
    "https://endoflife.date/centos",
    "https://endoflife.date/alpine-linux",
  ],
  message: ({ release, ended }) => `${release} has had no updates since ${ended}`,

  bad: [
    `
Bootstrap: docker
From: «ubuntu:16.04»
`,
    `
Bootstrap: docker
From: «python:3.9-slim-buster»
`,
    `
Bootstrap: debootstrap
OSVersion: «jessie»
MirrorURL: https://example.org/debian/
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04
`,
    `
Bootstrap: docker
From: centos:stream9
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      const ended = endedRelease(stage);
      const place = stage.bootstrap?.from ?? stage.header.get("osversion")?.value;
      if (ended && place) report(place.span, { release: ended.title, ended: ended.ended });
    }
  },
});
