/** DEF806: files that everybody may change. */

import { buildSteps, defineRule, isRemovedLater } from "@deftools/lint";

export default defineRule<{ readonly mode: string }>({
  code: "DEF806",
  name: "world-writable",
  severity: "warning",
  summary: "`chmod` lets everybody write.",
  why: `
A finished image is read-only, so that the permission gives nothing to its users. In a sandbox, with an overlay or in a container made from the image it lets any user replace a program that others run.`,
  sources: ["https://cwe.mitre.org/data/definitions/732.html"],
  message: ({ mode }) => `the mode "${mode}" lets everybody write`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chmod -R «777» /opt/tool
    chmod «a+w» /opt/tool/config
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chmod 755 /opt/tool
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chmod 1777 /tmp
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chmod 777 /tmp /var/tmp
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    chmod a+rX /opt/tool
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      const steps = buildSteps(stage);
      for (const [index, { plain, pathOf }] of steps.entries()) {
        if (plain.name !== "chmod") continue;
        const [mode, ...files] = plain.arguments.filter(({ text }) => !/^-[A-Za-z]*[RfvcR]|^--/.test(text));
        if (
          mode === undefined ||
          !OPEN.test(mode.text) ||
          (0 < files.length && files.every(({ text }) => MEANT.test(text)))
        )
          continue;
        const paths = files.map(pathOf);
        if (paths.some((path) => path !== undefined && isRemovedLater(steps, path, index))) continue;
        report(mode.span, { mode: mode.text });
      }
    }
  },
});

const OPEN = /^0?[0-7]{2}[2367]$|^(?:a|o|ugo|go|uo)?\+[rxX]*w[rxX]*$|^(?:a|o|ugo|go|uo)[+=][rxX]*w[rxX]*$/;
/** Folders that are for everybody, and mounted over anyway. */
const MEANT = /^\/(?:tmp|var\/tmp|dev|run|proc)\b/;
