/** DEF707: a package that asks questions. */

import { defineRule, packageCalls, says } from "@deftools/lint";

export default defineRule<{ readonly name: string }>({
  code: "DEF707",
  name: "apt-interactive-package",
  severity: "info",
  summary: "A package that asks questions is installed without `DEBIAN_FRONTEND=noninteractive`.",
  why: `
Some packages, \`tzdata\` above all, open a dialog when they are set up. With a terminal the build waits there; \`export DEBIAN_FRONTEND=noninteractive\` makes them take their defaults.`,
  sources: ["https://manpages.debian.org/stable/debconf-doc/debconf.7.en.html"],
  message: ({ name }) => `"${name}" asks a question while it is installed`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    apt-get install -y «tzdata» git
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y tzdata
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    DEBIAN_FRONTEND=noninteractive apt-get install -y tzdata
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const { verb, packages } of packageCalls(stage, "apt-get", "apt", "aptitude"))
        for (const { text, span } of verb === "install" ? packages : [])
          if (ASKS.test(text) && !stage.scripts.some((script) => says(recipe.file.text, script, PREPARED)))
            report(span, { name: text });
  },
});

const ASKS =
  /^(?:tzdata|keyboard-configuration|console-setup|postfix|krb5-config|krb5-user|wireshark-common|ttf-mscorefonts-installer|iptables-persistent|lightdm|gdm3|jackd2|nullmailer|slapd|phpmyadmin)$/;
const PREPARED = /DEBIAN_FRONTEND|debconf-set-selections|etc\/localtime|preseed/;
