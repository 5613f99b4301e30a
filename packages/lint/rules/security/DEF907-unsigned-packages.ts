/** DEF907: packages that are installed unsigned. */

import { callsIn, defineRule, scriptsOf } from "@deftools/lint";
import { type ShellWord, wordValue } from "@deftools/shell";

export default defineRule<{ readonly command: string; readonly option: string }>({
  code: "DEF907",
  name: "unsigned-packages",
  severity: "error",
  summary: "A package manager is told to install packages without checking their signatures.",
  why: `
Signatures are what makes mirrors trustworthy: they are other people's machines, most of them reached by \`http://\`. Without the check whoever owns a mirror, or sits on the line, runs programs as root in
the build. Add the key of the repository.`,
  sources: [
    "https://wiki.debian.org/SecureApt",
    "https://dnf.readthedocs.io/en/latest/conf_ref.html#gpgcheck-option",
  ],
  message: ({ command, option }) => `"${option}" makes "${command}" install packages that nobody has signed`,
  fix: { title: "remove the option that trusts any package", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get install -y «--allow-unauthenticated» tool
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get install -y tool
`,
    },
    {
      before: `
Bootstrap: docker
From: rockylinux:9

%post
    dnf «--nogpgcheck» install -y tool
`,
      after: `
Bootstrap: docker
From: rockylinux:9

%post
    dnf install -y tool
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: rockylinux:9

%post
    dnf install -y tool
    apk add --allow-untrusted ./tool.apk
    yum install -y --nogpgcheck ./tool.rpm
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build", "host"))
      for (const { plain } of callsIn(script)) {
        const { name = "", arguments: words } = plain;
        const options = OPTIONS.get(name);
        if (options === undefined) continue;
        const told = words.filter((word) => options.test(wordValue(word)));
        if (told.length === 0 || words.some(isLocalFile) || words.some(takesAway)) continue;
        for (const word of told) {
          const cut = { start: word.span.start, end: word.span.end + 1 };
          report(word.span, { command: name, option: wordValue(word) }, [{ span: cut, text: "" }]);
        }
      }
  },
});

/** A file that is at hand already can be checked by other means. */
const isLocalFile = (word: ShellWord): boolean => /(?<!:\/\/.*)\.(?:apk|rpm|deb)$/.test(wordValue(word));

/** Nothing is installed by it. */
const takesAway = ({ text }: ShellWord): boolean =>
  /^(?:remove|purge|autoremove|autoclean|clean|erase)$/.test(text);

const APT = /^(?:--allow-unauthenticated|--force-yes|--allow-insecure-repositories)$/;
const RPM = /^--nogpgcheck$/;
const OPTIONS: ReadonlyMap<string, RegExp> = new Map([
  ["apt-get", APT],
  ["apt", APT],
  ["aptitude", APT],
  ["yum", RPM],
  ["dnf", RPM],
  ["microdnf", RPM],
  ["zypper", /^--no-gpg-checks$/],
  ["apk", /^--allow-untrusted$/],
]);
