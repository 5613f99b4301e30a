/** DEF514: a locale that the image does not have. */

import { defineRule, says, scriptsOf } from "@deftools/lint";
import type { Stage } from "@deftools/recipe";
import { assignmentsIn } from "@deftools/shell";

export default defineRule<{ readonly locale: string }>({
  code: "DEF514",
  name: "locale-not-generated",
  severity: "info",
  summary: "A locale is set that plain Debian and Ubuntu images do not have, and nothing generates it.",
  why: `
Programs print "cannot set locale" and fall back to ASCII. \`C.UTF-8\` is always there; others need \`locale-gen\`, \`localedef\` or a language pack.`,
  sources: ["https://wiki.debian.org/Locale", "https://hub.docker.com/_/debian"],
  message: ({ locale }) => `the locale "${locale}" is not in the base image, and nothing generates it`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export LC_ALL=«en_US.UTF-8»

%post
    apt-get update
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export LC_ALL=C.UTF-8
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export LC_ALL=en_US.UTF-8

%post
    locale-gen en_US.UTF-8
`,
    `
Bootstrap: docker
From: rocker/r-ver:4.4

%environment
    export LC_ALL=en_US.UTF-8
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last || !isPlain(stage)) continue;
      if (setsPosix(stage)) continue;
      if (scriptsOf({ stages: [stage] }, "build").some((script) => says(recipe.file.text, script, GENERATES)))
        continue;
      for (const script of scriptsOf({ stages: [stage] }, "environment"))
        for (const { assignment } of assignmentsIn(script.tree)) {
          const { name, value } = assignment;
          const locale = value?.value ?? "";
          if (value === undefined || !/^(?:LC_\w+|LANG)$/.test(name) || !/^[a-z]{2,3}_[A-Z]{2}/.test(locale))
            continue;
          report(value.span, { locale });
          break;
        }
    }
  },
});

const GENERATES = /locale|language-pack|langpack|task-[a-z]+-desktop/;

/** `LC_ALL` overrules all others. */
const setsPosix = (stage: Stage): boolean =>
  scriptsOf({ stages: [stage] }, "environment")
    .flatMap(({ tree }) => assignmentsIn(tree))
    .some(
      ({ assignment: { name, value } }) => name === "LC_ALL" && /^(?:C|POSIX)\b/.test(value?.value ?? ""),
    );

/** The distribution's own image, which has the locale `C.UTF-8` only. */
const isPlain = ({ bootstrap, copies }: Stage): boolean =>
  copies.length === 0 &&
  bootstrap?.agent.text.toLowerCase() === "docker" &&
  /^(?:(?:docker\.io\/)?library\/)?(?:debian|ubuntu)(?::[\w.-]+)?$/.test(bootstrap.image?.text ?? "");
