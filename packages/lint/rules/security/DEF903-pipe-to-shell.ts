/** DEF903: a program from the network that runs before anybody has seen it. */

import { callsIn, defineRule, nodesIn, perName, scriptsOf } from "@deftools/lint";
import { type PlainCommand, type ShellNode, type ShellWord, stripWrappers } from "@deftools/shell";

export default defineRule<{ readonly fetcher: string; readonly shell: string }>({
  code: "DEF903",
  name: "pipe-to-shell",
  severity: "warning",
  summary: "A download goes straight into a shell.",
  why: `
What runs is whatever the server sends at that moment, and nobody can say later what it was; when the line breaks, the shell runs half a script. Download a released
version, compare its checksum, then run it.`,
  sources: [
    "https://cheatsheetseries.owasp.org/cheatsheets/Software_Supply_Chain_Security_Cheat_Sheet.html",
    "https://cwe.mitre.org/data/definitions/494.html",
  ],
  message: ({ fetcher, shell }) => `"${shell}" runs whatever "${fetcher}" gets`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    «curl -fsSL https://example.org/install.sh | sh -s -- -y»
    «bash -c "$(wget -qO- https://example.org/install.sh)"»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl -fsSL https://example.org/install-1.2.sh -o install.sh
    echo "0a1b2c  install.sh" | sha256sum -c
    sh install.sh
    curl -fsSL https://example.org/tool.tar.gz | tar xz
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build", "host", "run")) {
      for (const { node } of nodesIn(script)) {
        const found = node.kind === "pipeline" ? pipedInto(node.commands) : undefined;
        if (found) report(node.span, found);
      }
      for (const { command, plain } of callsIn(script)) {
        const found = substitutedInto(plain);
        if (found) report(command.span, found);
      }
    }
  },
});

const FETCHERS = /^(?:curl|wget|fetch|aria2c)$/;
const SHELLS = /^(?:sh|bash|dash|zsh|ksh|python[\d.]*|perl|ruby|node|Rscript)$/;

interface Found {
  readonly fetcher: string;
  readonly shell: string;
}

const nameOf = (node: ShellNode | undefined): string =>
  (node?.kind === "command" ? stripWrappers(node).name : undefined) ?? "";

/** `curl … | sh`, with filters between. */
const pipedInto = (commands: readonly ShellNode[]): Found | undefined => {
  const [first, ...rest] = commands;
  const last = rest.at(-1);
  const fetcher = nameOf(first);
  const shell = nameOf(last);
  if (!FETCHERS.test(fetcher) || !SHELLS.test(shell) || last?.kind !== "command") return undefined;
  const { arguments: words } = stripWrappers(last);
  return readsInput(words) ? { fetcher, shell } : undefined;
};

/** Whether a shell runs its input: with `-c`, or with a file to run, the input is data. */
const readsInput = (words: readonly ShellWord[]): boolean => {
  const [first] = words.filter(({ text }) => !/^-[eulxv]+$|^-$/.test(text));
  return first === undefined || /^(?:-s|--|\/dev\/stdin|--login|-i)$/.test(first.text);
};

const runsText = perName((name) => SHELLS.test(name) || /^(?:eval|source|\.)$/.test(name));

/** `sh -c "$(curl …)"`, `eval "$(curl …)"` and `bash <(curl …)`. */
const substitutedInto = ({ name: shell = "", arguments: words }: PlainCommand): Found | undefined => {
  if (!runsText(shell)) return undefined;
  for (const part of words.flatMap(({ parts }) => parts)) {
    if (part.kind !== "substitution") continue;
    const fetcher = nameOf(part.statements[0]?.command);
    if (FETCHERS.test(fetcher)) return { fetcher, shell };
  }
  return undefined;
};
