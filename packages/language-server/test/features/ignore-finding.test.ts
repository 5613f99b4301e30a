/** Comments that hide findings: where they are put, and for every example of every rule, that they do what they say. */

import { rules } from "@deftools/lint/rules";
import { readMarks } from "@deftools/testkit";
import { applyEdits } from "@deftools/text";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { ignoreFindings } from "../../src/features/ignore-finding.ts";
import { defaultJudging } from "../../src/judging.ts";

/** The text after each offer for the first finding of a rule. */
const ignoring = (code: string, text: string): Readonly<Record<string, string>> => {
  const { recipe, findings } = analyze(text);
  const finding = findings.find((each) => each.code === code);
  if (!finding) throw new Error(`no ${code} in the fixture`);
  const actions = ignoreFindings(recipe, [finding], defaultJudging);
  return Object.fromEntries(actions.map(({ title, edits }) => [title, applyEdits(text, edits)]));
};

test("above the command, as far in, below a shebang, in the header", () => {
  const header = "Bootstrap: docker\nFrom: ubuntu:22.04\n\n";
  expect(ignoring("DEF718", `${header}%post\n    true && \\\n      pip3 install --user numpy\n`)).toEqual({
    "ignore DEF718 on this line": `${header}%post\n    # deflint disable-next-line=DEF718 -- \n    true && \\\n      pip3 install --user numpy\n`,
    "ignore DEF718 in this section": `${header}%post\n    # deflint disable-section=DEF718 -- \n    true && \\\n      pip3 install --user numpy\n`,
    "ignore DEF718 in this file": `# deflint disable-file=DEF718 -- \n${header}%post\n    true && \\\n      pip3 install --user numpy\n`,
  });
  expect(ignoring("DEF201", "Bootstrap: docker\r\nFrom: ubuntu\r\n")).toMatchObject({
    "ignore DEF201 on this line":
      "Bootstrap: docker\r\n# deflint disable-next-line=DEF201 -- \r\nFrom: ubuntu\r\n",
    "ignore DEF201 in this header":
      "Bootstrap: docker\r\n# deflint disable-section=DEF201 -- \r\nFrom: ubuntu\r\n",
  });
});

test("the stage is offered when there are several", () => {
  const stages = "Bootstrap: docker\nFrom: a:1\nStage: one\n\nBootstrap: docker\nFrom: ubuntu\n";
  expect(ignoring("DEF201", stages)["ignore DEF201 in this stage"]).toBe(
    stages.replace("\nFrom: ubuntu", "\n# deflint disable-stage=DEF201 -- \nFrom: ubuntu"),
  );
});

test("the reason is a place to fill in", () => {
  const { recipe, findings } = analyze("Bootstrap: docker\nFrom: ubuntu\n");
  const [finding] = findings.filter(({ code }) => code === "DEF201");
  const [line] = finding ? ignoreFindings(recipe, [finding], defaultJudging) : [];
  expect(line?.edits[0]?.snippet).toBe("# deflint disable-next-line=DEF201 -- ${1:reason}\n");
});

test("of several findings, what would be the same comment is offered once", () => {
  const text = "Bootstrap: docker\nFrom: ubuntu:22.04\n\n%post\n    sudo true && sudo true\n    sudo true\n";
  const { recipe, findings } = analyze(text);
  const all = findings.filter(({ code }) => code === "DEF613");
  expect(all).toHaveLength(3);
  expect(ignoreFindings(recipe, all, defaultJudging).map(({ title }) => title)).toEqual([
    "ignore DEF613 on this line",
    "ignore DEF613 in this section",
    "ignore DEF613 in this file",
    "ignore DEF613 on this line",
  ]);
});

test("what ShellCheck found can be hidden, too", () => {
  const text = "Bootstrap: docker\nFrom: ubuntu:22.04\n\n%post\n    true && \\\n      echo $x\n";
  const at = text.indexOf("$x");
  const foreign = {
    code: "SC2086",
    name: "shellcheck",
    severity: "info",
    message: "quote this",
    url: "https://www.shellcheck.net/wiki/SC2086",
    span: { start: at, end: at + 2 },
  } as const;
  const { recipe } = analyze(text);
  const actions = ignoreFindings(recipe, [foreign], defaultJudging);
  expect(actions.map(({ title }) => title)).toEqual([
    "ignore SC2086 on this line",
    "ignore SC2086 in this section",
    "ignore SC2086 in this file",
  ]);
  expect(applyEdits(text, actions[0]?.edits ?? [])).toContain(
    "    # deflint disable-next-line=SC2086 -- \n    true && \\\n      echo $x\n",
  );
});

test("where a reason must be, it counts as given", () => {
  const { recipe, findings } = analyze("Bootstrap: docker\nFrom: ubuntu\n");
  const [finding] = findings.filter(({ code }) => code === "DEF201");
  const strict = { ...defaultJudging, rules };
  expect(finding && ignoreFindings(recipe, [finding], strict)).toHaveLength(3);
});

const bad = rules.flatMap(({ code, bad }) =>
  bad.map(
    (example) => [code, readMarks(typeof example === "string" ? example : example.before).text] as const,
  ),
);

test("every offer hides its finding and brings no new one", () => {
  const unhidden: string[] = [];
  for (const [code, text] of bad) {
    const { recipe, findings } = analyze(text);
    for (const finding of findings) {
      for (const { title, edits } of ignoreFindings(recipe, [finding], defaultJudging)) {
        const after = analyze(applyEdits(text, edits)).findings;
        const count = (all: typeof findings) => all.filter((each) => each.code === finding.code).length;
        const isHidden = count(after) < count(findings) && after.length < findings.length;
        if (!isHidden) unhidden.push(`${code}: ${title}\n${applyEdits(text, edits)}`);
      }
    }
  }
  expect(unhidden).toEqual([]);
});
