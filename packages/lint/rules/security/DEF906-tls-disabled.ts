/** DEF906: a program that is told to trust everybody. */

import { type Call, callsIn, defineRule, scriptsOf } from "@deftools/lint";
import { optionsOf, type ShellWord, wordValue } from "@deftools/shell";
import type { Span, TextEdit } from "@deftools/text";

export default defineRule<{ readonly command: string; readonly option: string }>({
  code: "DEF906",
  name: "tls-disabled",
  severity: "error",
  summary: "The check of certificates is switched off for a download.",
  why: `
Without the check \`https\` hides what is sent, and from nobody who matters: anyone on the way can answer in the place of the server. Most often the package \`ca-certificates\` is missing in the
base image, or old; install it, or add the certificate of the site.`,
  sources: ["https://cwe.mitre.org/data/definitions/295.html", "https://curl.se/docs/sslcerts.html"],
  message: ({ command, option }) => `"${option}" makes "${command}" trust any server`,
  fix: { title: "remove the option that trusts any server", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl «--insecure» -fLO https://example.org/tool.tar.gz
    wget «--no-check-certificate» https://example.org/data.tar.gz
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl -fLO https://example.org/tool.tar.gz
    wget https://example.org/data.tar.gz
`,
    },
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl «-k» https://example.org/tool -o /usr/local/bin/tool
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl https://example.org/tool -o /usr/local/bin/tool
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl -fLO https://example.org/tool.tar.gz
    pip install --trusted-host localhost -i http://localhost:8080/simple tool
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build", "host"))
      for (const call of callsIn(script)) {
        const found = trusting(call);
        if (found) report(found.span, { command: call.plain.name ?? "", option: found.option }, found.edits);
      }
  },
});

interface Found {
  readonly span: Span;
  readonly option: string;
  readonly edits?: readonly TextEdit[];
}

const trusting = ({ plain }: Call): Found | undefined => {
  const { name = "", arguments: words } = plain;
  if (CONFIGURED.has(name)) return configured(words);
  if (/^pip[\d.]*$/.test(name)) return trustedHost(words);
  const names = OPTIONS.get(name);
  if (names === undefined) return undefined;
  const { options } = optionsOf(words, { valued: VALUED });
  const found = options.find((option) => names.includes(option.name));
  if (!found || !mayBeSecure(words)) return undefined;
  const { word } = found;
  const alone = wordValue(word) === found.name;
  return { span: word.span, option: found.name, ...(alone ? { edits: [withoutWord(word)] } : {}) };
};

const CONFIGURED: ReadonlySet<string> = new Set(["git", "npm", "conda", "mamba", "micromamba"]);

/** Whether there is a certificate to check: `http` and `ftp` have none. */
const mayBeSecure = (words: readonly ShellWord[]): boolean => {
  const addresses = words.map(wordValue).filter((text) => /^\w+:\/\//.test(text));
  return addresses.length === 0 || addresses.some((text) => !/^(?:http|ftp):/.test(text));
};

/** The options of `curl` and `wget` that have a value, so that `-o k` is none. */
const VALUED = [
  "-o",
  "-O",
  "-H",
  "-d",
  "-u",
  "-x",
  "-X",
  "-A",
  "-e",
  "-b",
  "-c",
  "-F",
  "-T",
  "-P",
  "-m",
  "-w",
  "-C",
  "-t",
];

const OPTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["curl", ["-k", "--insecure"]],
  ["wget", ["--no-check-certificate"]],
]);

/** The word and one blank behind it. */
const withoutWord = ({ span }: ShellWord): TextEdit => ({
  span: { start: span.start, end: span.end + 1 },
  text: "",
});

/** `git config http.sslVerify false`, `npm set strict-ssl false`, `conda config --set ssl_verify no`. */
const configured = (words: readonly ShellWord[]): Found | undefined => {
  for (const [index, word] of words.entries()) {
    const value = wordValue(word);
    const joined = /^(?:http\.sslVerify|strict-ssl|--strict-ssl|ssl_verify)(?:=(.*))?$/i.exec(value);
    if (!joined) continue;
    const next = words[index + 1];
    const set = joined[1] ?? (next ? wordValue(next) : "");
    if (!/^(?:false|no|0|off)$/i.test(set)) return undefined;
    const end = joined[1] === undefined && next ? next.span.end : word.span.end;
    return { span: { start: word.span.start, end }, option: `${value.split("=", 1)[0]} ${set}` };
  }
  return undefined;
};

/** `pip --trusted-host HOST`; this machine may be trusted. */
const trustedHost = (words: readonly ShellWord[]): Found | undefined => {
  const { options } = optionsOf(words, { valued: ["--trusted-host"] });
  const found = options.find(
    ({ name, value }) => name === "--trusted-host" && !/^(?:localhost|127\.)/.test(value ?? ""),
  );
  return found && { span: found.word.span, option: "--trusted-host" };
};
