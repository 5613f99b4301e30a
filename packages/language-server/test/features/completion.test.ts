/** Which words are proposed where, and what they replace. */

import { readMarks } from "@deftools/testkit";
import { applyEdits } from "@deftools/text";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { completions } from "../../src/features/completion.ts";
import { completionDocumentation } from "../../src/features/completion-documentation.ts";

const proposals = (marked: string) => {
  const { text, cursor = 0 } = readMarks(marked);
  return completions(analyze(text).recipe, cursor).map((proposal) => ({ ...proposal, before: text }));
};

/** The labels proposed at the cursor. */
const labels = (marked: string): readonly string[] => proposals(marked).map(({ label }) => label);

/** The text after taking a proposal. */
const taking = (label: string, marked: string): string | undefined => {
  const proposal = proposals(marked).find((each) => each.label === label);
  return proposal && applyEdits(proposal.before, [proposal]);
};

test("header keywords, first those people need first", () => {
  expect(labels("‸").slice(0, 3)).toEqual(["Bootstrap", "From", "Stage"]);
  expect(labels("B‸")).toContain("Bootstrap");
  expect(labels("‸")).not.toContain("IncludeCmd");
});

test("only what the agent reads and what is not there yet", () => {
  const docker = labels("Bootstrap: docker\nFrom: a\n‸\n%post\n");
  expect(docker).toEqual(["Stage", "Registry", "Namespace"]);
  expect(labels("Bootstrap: debootstrap\n‸\n")).toContain("MirrorURL");
  expect(labels("Bootstrap: debootstrap\n‸\n")).not.toContain("Registry");
  expect(labels("Bootstrap: arch\n‸\n")).toContain("ConfURL");
});

test("a key is given its colon unless it has one", () => {
  expect(taking("From", "Bootstrap: docker\nF‸r\n")).toBe("Bootstrap: docker\nFrom: \n");
  expect(taking("From", "Bootstrap: docker\n‸\n")).toBe("Bootstrap: docker\nFrom: \n");
  expect(taking("From", "Bootstrap: docker\nfr‸m: ubuntu\n")).toBe("Bootstrap: docker\nFrom: ubuntu\n");
});

test("agents of engines that still have releases", () => {
  expect(labels("Bootstrap: ‸")).toContain("docker");
  expect(labels("Bootstrap: ‸")).not.toContain("self");
  expect(taking("docker-archive", "bootstrap:doc‸ker\nFrom: a\n")).toBe(
    "bootstrap:docker-archive\nFrom: a\n",
  );
});

test("section names at a line's start, in headers and between scripts", () => {
  expect(labels("%‸")).toContain("%post");
  expect(labels("%post\n    true\n%app‸\n")).toContain("%appinstall");
  expect(taking("%post", "%po‸\n    true\n")).toBe("%post\n    true\n");
  expect(taking("%runscript", "Bootstrap: docker\n%ru‸n one\n")).toBe("Bootstrap: docker\n%runscript one\n");
});

test("sections that are there already come later, those of apps last", () => {
  const names = labels("Bootstrap: docker\n%post\n    true\n%‸\n");
  expect(names.slice(0, 2)).toEqual(["%arguments", "%pre"]);
  expect(names.indexOf("%help")).toBeLessThan(names.indexOf("%post"));
  expect(names.indexOf("%post")).toBeLessThan(names.indexOf("%appinstall"));
});

test("a section that stands alone brings the beginning of a body", () => {
  const snippet = (label: string, marked: string) =>
    proposals(marked).find((each) => each.label === label)?.snippet;
  expect(snippet("%post", "%‸\n")).toBe("%post\n    $0");
  expect(snippet("%apprun", "%‸\n")).toBe("%apprun ${1:app}\n    $0");
  expect(snippet("%files", "%fi‸")).toBe("%files\n    ${1:source} ${2:destination}\n$0");
  expect(snippet("%files", "%fi‸ from build\n")).toBeUndefined();
});

test("every word of the language explains itself", () => {
  for (const marked of ["‸", "Bootstrap: ‸", "%‸"])
    for (const { kind, label } of proposals(marked))
      expect(completionDocumentation(kind, label)).toMatch(
        /^```singularity-def\n.+\[Documentation\]\(https:/s,
      );
  for (const { kind, label } of proposals("%labels\n    ‸\n"))
    expect(completionDocumentation(kind, label)).toMatch(/\.$/);
  expect(completionDocumentation("variable", "APPTAINER_ROOTFS")).toContain("tree being built");
  expect(completionDocumentation("stage", "post")).toBeUndefined();
});

const stages = `
Bootstrap: docker
From: golang:1.23
Stage: build

Bootstrap: docker
From: alpine

%files from one
    /x

Bootstrap: docker
Stage: last
`;

test("arguments of sections: from a stage that comes before, a shell, an app", () => {
  expect(labels(stages.replace("one", "‸"))).toEqual(["build"]);
  expect(taking("build", stages.replace("one", "o‸ne"))).toContain("%files from build\n");
  expect(labels(stages.replace("from one", "‸"))).toEqual(["from"]);
  expect(labels(stages.replace("from one", "from one ‸"))).toEqual([]);
  expect(labels("%post ‸\n")).toEqual(["-c /bin/bash -e", "-e"]);
  expect(taking("-c /bin/bash -e", "%post -‸\n")).toBe("%post -c /bin/bash -e\n");
  expect(labels("%post -c ‸\n")).toEqual([]);
  expect(labels("%post # ‸\n")).toEqual([]);
  expect(labels("%apprun one\n%appenv ‸\n%apphelp two\n")).toEqual(["one", "two"]);
  expect(labels("%apprun on‸e\n")).toEqual([]);
  expect(labels("%help ‸\n")).toEqual([]);
});

test("build arguments in placeholders, with their braces", () => {
  const text = "Bootstrap: docker\nFrom: a:{{‸\n%arguments\n    V=1\n%post\n    echo {{ W }}\n";
  expect(proposals(text).map(({ label, detail }) => [label, detail])).toEqual([
    ["V", "1"],
    ["W", "given by --build-arg"],
  ]);
  expect(taking("V", text)).toContain("From: a:{{ V }}\n");
  expect(taking("V", text.replace("‸", " ‸ }}"))).toContain("From: a:{{ V }}\n");
  expect(taking("W", text.replace("‸", "V‸}}"))).toContain("From: a:{{W}}\n");
});

test("keys of labels, while the key is written", () => {
  expect(labels("%labels\n    ‸\n")).toContain("org.opencontainers.image.source");
  expect(labels("%labels\n    author A\n    ‸\n")).not.toContain("Author");
  expect(taking("Version", "%labels\n    Ve‸\n")).toBe("%labels\n    Version \n");
  expect(taking("Version", "%labels\n    Ve‸ 1\n")).toBe("%labels\n    Version 1\n");
  expect(labels("%labels\n    Author ‸\n")).toEqual([]);
  expect(labels("%labels\n    # ‸\n")).toEqual([]);
});

test("variables that a script knows", () => {
  const text = (place: string) =>
    `Bootstrap: docker\n%environment\n    export HERE=1\n    there=2\n%setup\n    X=1\n%runscript\n    mine=1\n    ${place}\n`;
  const known = labels(text('echo "$‸"'));
  expect(known.slice(0, 2)).toEqual(["mine", "HERE"]);
  expect(known).toContain("APPTAINER_NAME");
  expect(known).not.toContain("there");
  expect(known).not.toContain("APPTAINER_ROOTFS");
  expect(labels("%setup\n    cp x $‸\n")).toContain("APPTAINER_ROOTFS");
  expect(taking("mine", text("echo ${‸"))).toContain("echo ${mine}\n");
  expect(taking("mine", text("echo ${‸:-x}"))).toContain("echo ${mine:-x}\n");
  for (const place of ["echo '$‸'", "# $‸", "echo \\$‸", "cat <<'X'\n$‸\nX"])
    expect(labels(text(place))).toEqual([]);
});

test("verbs and codes in comments to the linter", () => {
  expect(labels("%post\n    # deflint ‸\n")).toContain("disable-next-line");
  expect(taking("disable-line", "%post\n    true # deflint disable-l‸\n")).toContain(
    "# deflint disable-line=\n",
  );
  expect(labels("# deflint disable-file=‸\n")).toContain("DEF201");
  expect(labels("# deflint disable-file=DEF201, ‸\n")).not.toContain("DEF201");
  expect(taking("DEF202", "# deflint disable=DEF201,D‸\n")).toBe("# deflint disable=DEF201,DEF202\n");
  expect(completionDocumentation("rule", "DEF201")).toMatch(/\.$/);
  expect(labels("# prose ‸\n")).toEqual([]);
});

test("elsewhere nothing", () => {
  expect(labels("From: ‸\n")).toEqual([]);
  expect(labels("From: a \\\n  ‸\n")).toEqual([]);
  expect(labels("%post\n    ec‸\n")).toEqual([]);
  expect(labels("%post\nec‸\n")).toEqual([]);
  expect(labels("%post\n    date +%‸\n")).toEqual([]);
  expect(labels("# B‸\n")).toEqual([]);
});
