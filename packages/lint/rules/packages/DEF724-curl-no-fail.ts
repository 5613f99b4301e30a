/** DEF724: an error page, taken for the file. */

import { callsNamed, defineRule, scriptsOf } from "@deftools/lint";
import { hasOption, type Option, optionsOf, type SimpleCommand, wordValue } from "@deftools/shell";

export default defineRule<{ readonly address: string }>({
  code: "DEF724",
  name: "curl-no-fail",
  severity: "warning",
  summary: "`curl` without `--fail` saves the server's error page as if it were the file.",
  why: `
When the server answers 404, curl succeeds and saves the text of the error. The build goes on, and some later command stumbles over an archive that is none, or nobody ever notices.`,
  sources: ["https://curl.se/docs/manpage.html#-f"],
  message: ({ address }) => `curl saves an error page of "${address}" as if it were the file`,
  fix: { title: "add -f", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    «curl» -LO https://example.org/tool.tar.gz
    «curl» -s https://example.org/key > key
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl -f -LO https://example.org/tool.tar.gz
    curl -f -s https://example.org/key > key
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl -fsSLO https://example.org/tool.tar.gz
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl --fail -o x https://example.org/x
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl -sI https://example.org
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl -o /dev/null https://example.org
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl -O ftp://example.org/x
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build", "host"))
      for (const { command, plain, context } of callsNamed(script, "curl")) {
        const { options, operands } = optionsOf(plain.arguments, { valued: VALUED });
        const told = { options, operands };
        if (
          hasOption(told, "-f", "--fail", "--fail-with-body", "--fail-early", "-I", "--head", "-K") ||
          context.tested
        )
          continue;
        const saves =
          hasOption(told, "-o", "-O", "--output", "--remote-name", "--remote-name-all", "-J") ||
          redirectsTo(command);
        const address = operands.map(wordValue).find((text) => /^https?:|^[\w.-]+\.[a-z]+\//.test(text));
        if (!saves || address === undefined || !plain.nameWord || isDiscarded(options)) continue;
        const at = plain.nameWord.span.end;
        report(plain.nameWord.span, { address: shortened(address) }, [
          { span: { start: at, end: at }, text: " -f" },
        ]);
      }
  },
});

const VALUED: readonly string[] = [
  ...[
    "-o",
    "--output",
    "--output-dir",
    "-H",
    "--header",
    "-u",
    "--user",
    "-A",
    "--user-agent",
    "-d",
    "--data",
    "-X",
    "--request",
  ],
  ...[
    "-m",
    "--max-time",
    "--retry",
    "--retry-delay",
    "--connect-timeout",
    "-b",
    "--cookie",
    "-c",
    "--cookie-jar",
    "-e",
    "-x",
  ],
  ...[
    "--cacert",
    "--cert",
    "--key",
    "-E",
    "-F",
    "--form",
    "-T",
    "-w",
    "--write-out",
    "-C",
    "--proto",
    "-r",
    "--range",
    "-y",
    "-Y",
  ],
];

const redirectsTo = ({ redirects }: SimpleCommand): boolean =>
  redirects.some(
    ({ operator, descriptor, target }) =>
      /^>>?$/.test(operator) && descriptor !== "2" && target?.value !== "/dev/null",
  );

const isDiscarded = (options: readonly Option[]): boolean =>
  options.some(({ value }) => value === "/dev/null" || value === "-");

const shortened = (address: string): string => (address.length <= 60 ? address : `${address.slice(0, 57)}…`);
