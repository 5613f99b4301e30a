/** DEF731: a package manager that the base image does not have. */

import { callsIn, callsNamed, defineRule, scriptsOf } from "@deftools/lint";
import { distribution, type Script } from "@deftools/recipe";

export default defineRule<{ readonly command: string; readonly base: string; readonly own: string }>({
  code: "DEF731",
  name: "foreign-package-manager",
  severity: "error",
  summary: "The build calls the package manager of another distribution than that of its base.",
  why: `
Debian and Ubuntu have \`apt-get\`, Fedora and the rebuilds of RHEL have \`dnf\` (before release 8 \`yum\`), Alpine has \`apk\`, openSUSE has \`zypper\`, Arch has \`pacman\`. The program of another one is not there, and the
build stops. Packages have other names, too.`,
  sources: [
    "https://wiki.archlinux.org/title/Pacman/Rosetta",
    "https://docs.alpinelinux.org/user-handbook/0.1a/Working/apk.html",
  ],
  message: ({ command, base, own }) => `"${command}" is not in an image of ${base}, which has "${own}"`,

  bad: [
    `
Bootstrap: docker
From: alpine:3.21

%post
    «apt-get» update
    apt-get install -y gcc
`,
    `
Bootstrap: docker
From: rockylinux:9

%post
    «apt-get» install -y gcc
`,
  ],
  good: [
    `
Bootstrap: docker
From: alpine:3.21

%post
    apk add --no-cache gcc
`,
    `
Bootstrap: docker
From: lab/alpine-tools:1.0

%post
    if command -v apt-get; then apt-get update; else apk update; fi
`,
    `
Bootstrap: docker
From: fedora:42

%post
    dnf install -y dpkg apt
    apt-get --version
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      const { name, packageManager } = distribution(stage);
      if (packageManager === undefined) continue;
      const scripts = scriptsOf({ stages: [stage] }, "build");
      const foreign = [...FAMILIES]
        .filter(([, family]) => family !== packageManager)
        .map(([command]) => command);
      const [first] = scripts.flatMap((script) => callsNamed(script, ...foreign));
      const { name: command, nameWord } = first?.plain ?? {};
      if (first === undefined || command === undefined || nameWord === undefined) continue;
      const { conditional, tested, inFunction } = first.context;
      if (conditional || tested || inFunction !== undefined || isInstalled(scripts, command)) continue;
      report(nameWord.span, { command: nameWord.text, base: name, own: packageManager });
    }
  },
});

/** Whether some command names it: `dnf install apt`, `test -x /usr/bin/apt`. */
const isInstalled = (scripts: readonly Script[], command: string): boolean =>
  scripts
    .flatMap(callsIn)
    .some(({ plain }) =>
      plain.arguments.some(({ text }) =>
        [command, FAMILIES.get(command)].includes(text.slice(text.lastIndexOf("/") + 1)),
      ),
    );

const FAMILIES: ReadonlyMap<string, string> = new Map([
  ["apt-get", "apt"],
  ["apt", "apt"],
  ["apk", "apk"],
  ["yum", "dnf"],
  ["dnf", "dnf"],
  ["microdnf", "dnf"],
  ["zypper", "zypper"],
  ["pacman", "pacman"],
]);
