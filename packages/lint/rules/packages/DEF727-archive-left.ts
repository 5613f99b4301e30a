/** DEF727: an archive, left in the image. */

import { absolutePath, buildSteps, defineRule, isRemovedLater, maskedPlace, type Step } from "@deftools/lint";
import { optionsOf, type ShellWord } from "@deftools/shell";

export default defineRule<{ readonly name: string }>({
  code: "DEF727",
  name: "archive-left",
  severity: "info",
  summary: "A downloaded archive is unpacked and stays in the image.",
  why: `
The image holds everything twice then, packed and unpacked. Remove the archive when it has been unpacked, or download it to \`/tmp\`, which is not part of the image.`,
  sources: ["https://docs.docker.com/build/building/best-practices/"],
  message: ({ name }) => `"${name}" is unpacked and stays in the image`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cd /opt
    wget «https://example.org/tool-1.2.tar.gz»
    tar xf tool-1.2.tar.gz
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cd /opt
    wget https://example.org/tool-1.2.tar.gz
    tar xf tool-1.2.tar.gz
    rm tool-1.2.tar.gz
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cd /opt
    wget https://example.org/tool-1.2.tar.gz
    tar xf tool-1.2.tar.gz
    rm -f *.tar.gz
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cd /tmp
    wget https://example.org/tool-1.2.tar.gz
    tar xf tool-1.2.tar.gz
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cd /opt/data
    wget https://example.org/reference.tar.gz
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      const steps = buildSteps(stage);
      for (const [index, step] of steps.entries()) {
        const found = downloaded(step);
        if (found === undefined || maskedPlace(found.path) === "temporary" || found.path.includes("*"))
          continue;
        if (isRemovedLater(steps, found.path, index) || !isUnpacked(steps, found.path, index)) continue;
        report(found.word.span, { name: found.path.slice(found.path.lastIndexOf("/") + 1) });
      }
    }
  },
});

const ARCHIVE = /\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz|zip)$/;

/** `wget URL` or `curl -O URL`, by the name the address gives the file. */
const downloaded = ({
  plain,
  folder,
  textOf,
}: Step): { readonly word: ShellWord; readonly path: string } | undefined => {
  const { name = "", arguments: words } = plain;
  if (folder === undefined || (name !== "wget" && name !== "curl")) return undefined;
  const { options, operands } = optionsOf(words, {
    valued: ["-o", "-O", "-P", "--output", "--output-document"],
  });
  const named = options.some((option) =>
    (name === "wget" ? /^(?:-O|-P|--output-document)$/ : /^(?:-o|--output)$/).test(option.name),
  );
  if (named || (name === "curl" && !words.some(({ text }) => /^-[a-zA-Z]*O|^--remote-name$/.test(text))))
    return undefined;
  const word = name === "curl" ? words.find(({ text }) => /^["']?https?:/.test(text)) : operands[0];
  const address = word === undefined ? undefined : textOf(word);
  if (word === undefined || address === undefined || !ARCHIVE.test(address)) return undefined;
  return { word, path: absolutePath(address.slice(address.lastIndexOf("/") + 1), folder) ?? "" };
};

const isUnpacked = (steps: readonly Step[], path: string, index: number): boolean =>
  steps
    .slice(index + 1)
    .some(
      ({ plain, pathOf }) =>
        /^(?:tar|unzip|bsdtar)$/.test(plain.name ?? "") &&
        plain.arguments.some((word) => pathOf(word) === path),
    );
