/** DEF208: packages over an open line, by an agent that checks no signatures. */

import { defineRule } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly key: string; readonly agent: string }>({
  code: "DEF208",
  name: "insecure-mirror",
  severity: "warning",
  summary: "A mirror is addressed by `http://`, and its packages are not checked.",
  why: `
\`yum\` and \`dnf\` install the base with \`gpgcheck=0\` unless the environment variable \`GPG\` names a key, and \`busybox\` fetches a program and nothing else: whoever
sits on the line decides what the image holds. (\`debootstrap\` checks the signature of its mirror.)`,
  sources: [
    "https://apptainer.org/docs/user/latest/appendix.html#build-yum",
    "https://github.com/apptainer/apptainer/blob/v1.4.5/internal/pkg/build/sources/conveyorPacker_yum.go",
  ],
  message: ({ key, agent }) => `agent "${agent}" fetches from this "${key}" without any check`,
  fix: { title: "use https", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: yum
OSVersion: 9
MirrorURL: «http://»example.org/rocky/%{OSVERSION}/BaseOS/x86_64/os/
`,
      after: `
Bootstrap: yum
OSVersion: 9
MirrorURL: https://example.org/rocky/%{OSVERSION}/BaseOS/x86_64/os/
`,
    },
  ],
  good: [
    `
Bootstrap: debootstrap
OSVersion: bookworm
MirrorURL: http://example.org/debian/
`,
    `
Bootstrap: busybox
MirrorURL: https://example.org/busybox
`,
  ],

  check(recipe, report) {
    for (const { bootstrap, header } of recipe.stages) {
      const agent = bootstrap?.agent.text ?? "";
      for (const { key, value } of UNCHECKED.has(agent) ? header.values() : []) {
        const scheme = value && { start: value.span.start, end: value.span.start + HTTP.length };
        if (!scheme || !/url\d*$/i.test(key.text) || textAt(recipe.file.text, scheme) !== HTTP) continue;
        report(scheme, { key: key.text, agent }, [{ span: scheme, text: "https://" }]);
      }
    }
  },
});

const HTTP = "http://";
const UNCHECKED: ReadonlySet<string> = new Set(["yum", "dnf", "busybox"]);
