/** Which words are proposed where, and what they replace. */

import { readMarks } from "@deftools/testkit";
import { applyEdits } from "@deftools/text";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { completions } from "../../src/features/completion.ts";

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

test("every proposal explains itself", () => {
  for (const marked of ["‸", "Bootstrap: ‸", "%‸"])
    for (const { markdown } of proposals(marked))
      expect(markdown).toMatch(/^```singularity-def\n.+\[Documentation\]\(https:/s);
});

test("elsewhere nothing", () => {
  expect(labels("From: ‸\n")).toEqual([]);
  expect(labels("From: a \\\n  ‸\n")).toEqual([]);
  expect(labels("%post\n    ec‸\n")).toEqual([]);
  expect(labels("%post\nec‸\n")).toEqual([]);
  expect(labels("%post\n    date +%‸\n")).toEqual([]);
  expect(labels("# B‸\n")).toEqual([]);
});
