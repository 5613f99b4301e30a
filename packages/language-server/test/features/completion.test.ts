/** Which words are proposed where, and what they replace. */

import type { EngineId } from "@deftools/grammar";
import { readMarks } from "@deftools/testkit";
import { applyEdits } from "@deftools/text";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { completions } from "../../src/features/completion.ts";
import { completionDocumentation } from "../../src/features/completion-documentation.ts";
import { defaultJudging } from "../../src/judging.ts";

const proposals = (marked: string, engine?: EngineId) => {
  const { text, cursor = 0 } = readMarks(marked);
  const site = engine && { engine, sitePaths: [], buildArguments: {} };
  const settings = { ...defaultJudging.settings, ...(site && { site }) };
  const analysis = analyze(text, { judging: { ...defaultJudging, settings } });
  return completions(analysis, cursor).map((proposal) => ({ ...proposal, before: text }));
};

/** The labels proposed at the cursor. */
const labels = (marked: string, engine?: EngineId): readonly string[] =>
  proposals(marked, engine).map(({ label }) => label);

/** The text after taking a proposal. */
const taking = (label: string, marked: string): string | undefined => {
  const proposal = proposals(marked).find((each) => each.label === label);
  return proposal && applyEdits(proposal.before, [proposal]);
};

test("a header begins with its agent, and goes on with what that needs", () => {
  expect(labels("‸")).toEqual(["Bootstrap"]);
  expect(labels("From: a\n‸\n")).toEqual(["Bootstrap"]);
  expect(labels("‸\nBootstrap: docker\n")).toEqual([]);
  expect(proposals("‸\n")[0]).toMatchObject({ label: "Bootstrap", span: { start: 0, end: 0 } });
  expect(labels("Bootstrap: docker\n‸\n")[0]).toBe("From");
  expect(labels("Bootstrap: debootstrap\n‸\n")).toEqual(["MirrorURL", "OSVersion", "Stage", "Include"]);
  expect(labels("Bootstrap: Docker\n‸\n")[0]).toBe("From");
  expect(labels("Bootstrap:\n‸\n")).toContain("MirrorURL");
  expect(labels("Bootstrap:\n‸\n")).not.toContain("IncludeCmd");
  const [from] = proposals("Bootstrap: localimage\n‸\n");
  expect(from).toMatchObject({ label: "From", detail: "./base.sif" });
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
  expect(taking("From", "Bootstrap: docker\nfr‸m : ubuntu\n")).toBe("Bootstrap: docker\nFrom : ubuntu\n");
});

test("values that many headers have, by agent and mirror", () => {
  const debian = "Bootstrap: debootstrap\nMirrorURL: https://deb.debian.org/debian\n";
  expect(labels("Bootstrap: debootstrap\nMirrorURL: ‸\n")[0]).toBe("https://deb.debian.org/debian");
  expect(labels(`${debian}OSVersion: ‸\n`)).toEqual(["trixie", "bookworm", "sid"]);
  expect(labels("Bootstrap: docker\nMirrorURL: ‸\n")).toEqual([]);
  expect(labels("Bootstrap: yum\nMirrorURL: ‸\n").join()).toContain("%{OSVERSION}");
  expect(taking("curl", `${debian}Include: ca-certificates c‸\n`)).toBe(
    `${debian}Include: ca-certificates curl\n`,
  );
  expect(labels(`${debian}Include: curl ‸\n`)).not.toContain("curl");
  expect(taking("quay.io", "Bootstrap: docker\nRegistry: qu‸ay # ours\n")).toBe(
    "Bootstrap: docker\nRegistry: quay.io # ours\n",
  );
  expect(labels("Bootstrap: docker\nRegistry: # ‸\n")).toEqual([]);
});

test("only what the configured engine knows", () => {
  expect(labels("Bootstrap: ‸")).toContain("buildkit");
  expect(labels("Bootstrap: ‸", "singularity-ce-4.5")).not.toContain("buildkit");
  expect(labels("Bootstrap: ‸", "singularity-2")).toContain("self");
  expect(labels("Bootstrap: arch\n‸", "apptainer-1.0")).not.toContain("ConfURL");
  expect(labels("%‸", "apptainer-1.1")).not.toContain("%arguments");
  expect(labels("%post\n    echo $‸\n")).toContain("APPTAINER_ENVIRONMENT");
  expect(labels("%post\n    echo $‸\n", "singularity-ce-4.5")).not.toContain("APPTAINER_ENVIRONMENT");
});

test("an archive that nobody adds to any more comes last, struck out", () => {
  expect(proposals("Bootstrap: ‸").at(-1)).toMatchObject({ label: "shub", deprecated: true });
});

test("a new stage behind a section", () => {
  expect(taking("Bootstrap", "%post\n    true\n\nBoot‸\n")).toBe("%post\n    true\n\nBootstrap: \n");
  expect(taking("Bootstrap", "%files\n    a\nbo‸: docker\n")).toBe("%files\n    a\nBootstrap: docker\n");
  expect(labels("%post\nb‸\n")).toEqual([]);
  expect(labels("%post\n    boo‸\n")).toEqual([]);
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

test("scripts of the host come later, sections that are there already after them, those of apps last", () => {
  const names = labels("Bootstrap: docker\n%post\n    true\n%‸\n");
  expect(names.slice(0, 2)).toEqual(["%arguments", "%files"]);
  expect(names.indexOf("%help")).toBeLessThan(names.indexOf("%setup"));
  expect(names.indexOf("%setup")).toBeLessThan(names.indexOf("%post"));
  expect(names.indexOf("%post")).toBeLessThan(names.indexOf("%appinstall"));
});

test("a section that stands alone brings the beginning of a body", () => {
  const snippet = (label: string, marked: string) =>
    proposals(marked).find((each) => each.label === label)?.snippet;
  expect(snippet("%post", "%‸\n")).toBe("%post\n    $0");
  expect(snippet("%apprun", "%‸\n")).toBe("%apprun ${1:app}\n    $0");
  expect(snippet("%files", "%fi‸")).toBe("%files\n    ${1:source} ${2:destination}\n$0");
  expect(snippet("%files", "%fi‸ from build\n")).toBeUndefined();
  expect(snippet("%post", "%po‸\r\n\r\n%test\r\n")).toBeDefined();
  expect(snippet("%post", "%po‸\n%test\n")).toBeDefined();
  expect(snippet("%post", "%po‸\n    true\n")).toBeUndefined();
});

test("every word of the language explains itself", () => {
  for (const marked of ["Bootstrap:\n‸", "Bootstrap: ‸", "%‸"])
    for (const { kind, label } of proposals(marked))
      expect(completionDocumentation(kind, label)).toMatch(
        /^```singularity-def\n.+\[Documentation\]\(https:/s,
      );
  for (const { kind, label } of proposals("%labels\n    ‸\n"))
    expect(completionDocumentation(kind, label)).toMatch(/\.$/);
  expect(completionDocumentation("variable", "APPTAINER_ROOTFS")).toContain("tree being built");
  for (const marked of ["# deflint ‸\n", "%post ‸\n"])
    for (const { kind, label } of proposals(marked))
      expect(completionDocumentation(kind, label)).toMatch(/\.$/);
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
  expect(labels(stages.replace("from one", "‸"))).toEqual(["from build"]);
  expect(taking("from build", stages.replace("from one", "fr‸"))).toContain("%files from build\n");
  expect(labels(stages.replace("from one", "from one ‸"))).toEqual([]);
  expect(labels("%files ‸\n")).toEqual([]);
  expect(labels("%post ‸\n")).toEqual(["-c /bin/bash -e", "-e"]);
  expect(taking("-c /bin/bash -e", "%post -‸\n")).toBe("%post -c /bin/bash -e\n");
  expect(taking("/bin/bash -e", "%post -c ‸\n")).toBe("%post -c /bin/bash -e\n");
  expect(labels("%post -c /bin/bash ‸\n")).toEqual([]);
  expect(labels("%test -c ‸\n")).toEqual([]);
  expect(labels("%post # ‸\n")).toEqual([]);
  expect(labels("%apprun one\n%appenv ‸\n%apphelp two\n")).toEqual(["one", "two"]);
  expect(labels("%apprun one\n%apphelp two\n%apprun ‸\n")).toEqual(["two", "one"]);
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

test("no placeholder that stands in a comment alone", () => {
  expect(labels("Bootstrap: docker\n%post\n    # {{ OLD }}\n    echo {{ ‸\n")).toEqual([]);
});

test("keys of arguments that placeholders wait for", () => {
  const text =
    "Bootstrap: docker\nFrom: a:{{ V }}\n%arguments\n    W=1\n    ‸\n%post\n    echo {{ W }}{{ X }}\n";
  expect(labels(text)).toEqual(["V", "X"]);
  expect(taking("V", text)).toContain("    V=\n");
  expect(taking("W", text.replace("W=1\n    ‸", "W‸=1"))).toContain("    W=1\n");
  expect(labels(text.replace("    ‸", "    V=‸"))).toEqual([]);
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
  for (const place of ["echo $1‸", "echo '$‸'", "# $‸", "echo \\$‸", "cat <<'X'\n$‸\nX"])
    expect(labels(text(place))).toEqual([]);
});

test("variables to export: the script's own, then what programs look for", () => {
  const text = (place: string) => `%post\n    VERSION=1\n    export DONE=2\n    ${place}\n`;
  expect(labels(text("export ‸"))[0]).toBe("VERSION");
  expect(labels(text("export ‸"))).not.toContain("DONE");
  expect(labels(text("export ‸"))).not.toContain("APPTAINER_ENVIRONMENT");
  expect(labels("%environment\n    export S‸\n")).toContain("SINGULARITY_SHELL");
  expect(labels("%environment\n    export ‸\n")[0]).toBe("PATH");
  expect(labels("%environment\n    export ‸\n")).not.toContain("HOME");
  const snippet = (name: string, marked: string) =>
    proposals(marked).find(({ label }) => label === name)?.snippet;
  expect(snippet("PATH", "%environment\n    export ‸\n")).toBe("PATH=$1:\\$PATH");
  expect(snippet("LC_ALL", "%environment\n    export ‸\n")).toBe("LC_ALL=${1:C.UTF-8}");
  expect(snippet("LC_ALL", "%environment\n    export L‸=C\n")).toBeUndefined();
  expect(taking("VERSION", text("export V‸"))).toContain("    export VERSION\n");
  expect(taking("DEBIAN_FRONTEND", text("export A=1 D‸"))).toContain("export A=1 DEBIAN_FRONTEND=\n");
  expect(taking("PATH", text("export PA‸=x"))).toContain("export PATH=x\n");
  for (const place of ["# export ‸", "echo 'export ‸'", 'export A="x ‸"', "export A=‸"])
    expect(labels(text(place))).toEqual([]);
});

test("codes of what is found near come first, and are found by their names, too", () => {
  const text =
    "Bootstrap: docker\n# deflint disable-next-line=‸\nFrom: ubuntu\n%post\n    apt-get install x\n";
  const [first] = proposals(text);
  expect(first).toMatchObject({ label: "DEF201", filter: "DEF201 untagged-image" });
});

test("verbs and codes in comments to the linter", () => {
  expect(labels("%post\n    # deflint ‸\n")).toContain("disable-next-line");
  expect(taking("disable-line", "%post\n    true # deflint disable-l‸\n")).toContain(
    "# deflint disable-line=\n",
  );
  expect(labels("# deflint disable-file=‸\n")).toContain("DEF201");
  expect(labels("# deflint disable-file=DEF201, ‸\n")).not.toContain("DEF201");
  expect(taking("DEF202", "# deflint disable=DEF201,D‸\n")).toBe("# deflint disable=DEF201,DEF202\n");
  expect(completionDocumentation("rule", "DEF201")).toMatch(/^\*\*DEF201\*\* untagged-image\n\nThe base/);
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
