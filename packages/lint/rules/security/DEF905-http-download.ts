/** DEF905: a download over an open line. */

import { callsIn, defineRule, perName, scriptsOf } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly command: string; readonly host: string }>({
  code: "DEF905",
  name: "http-download",
  severity: "warning",
  summary: "A program fetches by `http://`, and whoever sits on the line decides what arrives.",
  why: `
What comes over \`http://\` can be read and changed on its way, by every proxy and every open network. Nearly all servers answer to \`https://\` as well.`,
  sources: [
    "https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html",
    "https://cwe.mitre.org/data/definitions/319.html",
  ],
  message: ({ command, host }) => `"${command}" fetches from "${host}" over an open line`,
  fix: { title: "use https", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    wget «http://»example.org/tool.tar.gz
    pip install -i «http://»example.org/simple tool
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    wget https://example.org/tool.tar.gz
    pip install -i https://example.org/simple tool
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl http://localhost:8080/health
    curl -x http://proxy.example.org:3128 https://example.org/tool.tar.gz
    echo "deb http://example.org/debian bookworm main" > /etc/apt/sources.list
`,
  ],

  check(recipe, report) {
    const { text } = recipe.file;
    for (const script of scriptsOf(recipe, "build", "host"))
      for (const { plain } of callsIn(script)) {
        if (!fetches(plain.name ?? "")) continue;
        if (plain.name === "git" && !/^(?:clone|submodule|fetch|pull)$/.test(plain.arguments[0]?.text ?? ""))
          continue;
        for (const [index, word] of plain.arguments.entries()) {
          if (NO_DOWNLOAD.test(plain.arguments[index - 1]?.text ?? "") || NO_DOWNLOAD.test(word.text))
            continue;
          const found = ADDRESS.exec(textAt(text, word.span));
          if (!found || LOCAL.test(found[2] ?? "")) continue;
          const start = word.span.start + (found[1]?.length ?? 0);
          const span = { start, end: start + "http://".length };
          report(span, { command: plain.name ?? "", host: found[2] ?? "" }, [{ span, text: "https://" }]);
        }
      }
  },
});

const fetches = perName((name) => /^(?:curl|wget|git|pip[\d.]*|aria2c|axel)$/.test(name));
/** The first address of a word, behind quotes, `git+` or `--option=`. */
const ADDRESS = /^((?:--[\w-]+=)?["']?(?:git\+)?)http:\/\/([^/\s"'?#]+)/;
const LOCAL = /^(?:localhost|127\.|\[::1\]|0\.0\.0\.0|10\.|192\.168\.|\$)|\.(?:local|lan|internal)(?::\d+)?$/;
/** Options with an address that is only spoken to or of, and what needs names of their own. */
const NO_DOWNLOAD = /^(?:-x|--proxy|--referer|-e|-H|--header|--post-data|-d|--data|--build-option)(?:=|$)/;
