/** DEF209: a mirror whose packages change under the same address. */

import { defineRule } from "@deftools/lint";
import { distribution } from "@deftools/recipe";

export default defineRule<{ readonly address: string }>({
  code: "DEF209",
  name: "moving-mirror",
  severity: "info",
  off: "strict",
  summary: "The base is installed from a mirror whose packages change from day to day.",
  why: `
The same recipe gives another base next month. Archives of one day, or of releases that are over, stay as they are: \`snapshot.debian.org\`, \`vault.centos.org\`,
\`archives.fedoraproject.org\`. (The packages of an Ubuntu release that \`debootstrap\` takes never change.)`,
  sources: ["https://snapshot.debian.org/", "https://reproducible-builds.org/docs/archives/"],
  message: ({ address }) => `the packages of "${address}" change from day to day`,

  bad: [
    `
Bootstrap: debootstrap
OSVersion: bookworm
MirrorURL: «https://mirror.example.org/debian/»
`,
    `
Bootstrap: dnf
OSVersion: 9
MirrorURL: «https://mirror.example.org/rocky/%{OSVERSION}/BaseOS/x86_64/os/»
Include: dnf
`,
  ],
  good: [
    `
Bootstrap: debootstrap
OSVersion: bookworm
MirrorURL: https://snapshot.debian.org/archive/debian/20260101T000000Z/
`,
    `
Bootstrap: debootstrap
OSVersion: noble
MirrorURL: https://mirror.example.org/ubuntu/
`,
    `
Bootstrap: yum
MirrorURL: https://vault.centos.org/7.9.2009/os/x86_64/
Include: yum
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      const address = stage.header.get("mirrorurl")?.value;
      if (!address || !AGENTS.test(stage.bootstrap?.agent.text ?? "") || address.text.includes("{{"))
        continue;
      if (FROZEN.test(address.text) || distribution(stage).name === "ubuntu") continue;
      report(address.span, { address: address.text });
    }
  },
});

const AGENTS = /^(?:debootstrap|yum|dnf|zypper)$/;
/** Archives, and addresses that name a day or a point release. */
const FROZEN =
  /snapshot|\bvault\b|\barchives?\.(?!ubuntu)|\/archive\/|old-releases|\d{8}|\/\d+\.\d+(?:\.\d+)?\//;
