/** DEF904: a download that nobody compares with anything. */

import { callsNamed, defineRule, scriptsOf } from "@deftools/lint";
import { wordValue } from "@deftools/shell";

export default defineRule<{ readonly address: string }>({
  code: "DEF904",
  name: "download-unchecked",
  severity: "info",
  off: "strict",
  summary: "A script downloads programs or archives, and never compares a checksum or signature.",
  why: `
A server may be broken into, and a file replaced. A checksum that stands in the recipe makes sure that every build gets what its author had.`,
  sources: ["https://cwe.mitre.org/data/definitions/494.html"],
  message: ({ address }) => `nothing compares "${address}" with a checksum or signature`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    wget «https://example.org/tool-1.2.tar.gz»
    tar xf tool-1.2.tar.gz
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    wget https://example.org/tool-1.2.tar.gz
    echo "0a1b2c  tool-1.2.tar.gz" | sha256sum -c
    tar xf tool-1.2.tar.gz
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build", "host")) {
      if (0 < callsNamed(script, ...CHECKERS).length) continue;
      for (const { plain } of callsNamed(script, "curl", "wget"))
        for (const word of plain.arguments)
          if (ARCHIVE.test(wordValue(word))) report(word.span, { address: wordValue(word) });
    }
  },
});

const CHECKERS = [
  "md5sum",
  "sha1sum",
  "sha256sum",
  "sha512sum",
  "shasum",
  "gpg",
  "gpgv",
  "cosign",
  "minisign",
  "openssl",
];
const ARCHIVE =
  /^https?:\/\/.*\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz|zip|gz|bz2|xz|deb|rpm|sh|run|bin|jar|whl|AppImage)$/;
