/** DEF717: Python packages of no version. */

import { defineRule, packageCalls } from "@deftools/lint";
import { wordValue } from "@deftools/shell";

export default defineRule<{ readonly name: string }>({
  code: "DEF717",
  name: "pip-unpinned",
  severity: "info",
  off: "strict",
  summary: "`pip install` names packages without versions.",
  why: `
A build of next year takes other versions than a build of today. Name versions where it matters, or keep a list of them in a file. (In profile \`strict\` only: many take the newest on purpose.)`,
  sources: [
    "https://pip.pypa.io/en/stable/topics/repeatable-installs/",
    "https://github.com/hadolint/hadolint/wiki/DL3013",
  ],
  message: ({ name }) => `"${name}" has no version`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    pip install «numpy» scipy==1.14.1
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    pip install numpy==2.1.0
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    pip install -r requirements.txt
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    pip install --upgrade pip
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    pip install .
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const call of packageCalls(stage, "pip", "uv")) {
        if (!INSTALLS.test(call.verb)) continue;
        if (call.options.some(({ name }) => /^(?:-r|-c|--requirement|--constraint)$/.test(name))) continue;
        for (const word of call.packages) {
          const name = wordValue(word);
          if (/^[A-Za-z][\w.-]*(?:\[[\w,-]*\])?$/.test(name) && !SELF.test(name) && !name.includes("/"))
            report(word.span, { name });
        }
      }
  },
});

const INSTALLS = /^(?:install|pip install)$/;
/** The tools of installing are meant to be new. */
const SELF = /^(?:pip|setuptools|wheel|uv)$|\.(?:whl|gz|zip)$/;
