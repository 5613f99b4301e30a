/** What is offered beside the fixes of single findings, and what it does to the text. */

import { defaultSite } from "@deftools/lint";
import { readMarks } from "@deftools/testkit";
import { applyEdits } from "@deftools/text";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import type { CodeActionKind } from "../../src/features/code-action.ts";
import { codeActions } from "../../src/features/code-actions.ts";
import { defaultJudging } from "../../src/judging.ts";

const offers = (marked: string, kind: CodeActionKind) => {
  const { text, cursor, ranges } = readMarks(marked);
  const place = ranges[0] ?? { start: cursor ?? 0, end: cursor ?? 0 };
  return codeActions(analyze(text), place, new Set([kind])).map((action) => ({
    ...action,
    after: applyEdits(text, action.edits),
  }));
};

/** The text after taking the offer whose title has these words. */
const taking = (words: string, marked: string, kind: CodeActionKind = "quick-fix"): string | undefined =>
  offers(marked, kind).find(({ title }) => title.includes(words))?.after;

const stage = "Bootstrap: docker\nFrom: ubuntu:22.04\n";

test("all fixes of one rule, when there are several", () => {
  const post = "\n%post\n    pip3 install --us‸er numpy\n";
  const all = taking("all DEF718", `${stage}${post}    pip3 install --user scipy\n`);
  expect(all).toBe(`${stage}\n%post\n    pip3 install numpy\n    pip3 install scipy\n`);
  expect(taking("all DEF718", stage + post)).toBeUndefined();
});

test("of many findings, the first of each kind", () => {
  const many = `${stage}\n%post\n${"    pip3 install --user numpy\n".repeat(30)}`;
  const actions = codeActions(analyze(many), { start: 0, end: many.length }, new Set(["quick-fix"]));
  const titles = actions.flatMap(({ title }) => (title.includes("DEF718") ? [title] : []));
  expect(titles).toHaveLength(4);
  expect(new Set(titles).size).toBe(4);
});

test("everything that can be fixed safely, only when asked", () => {
  const text = "\u{feff}bootstrap: docker\nFrom: docker://ubuntu:22.04\n";
  const [everything, ...more] = offers(text, "fix-all");
  expect(more).toEqual([]);
  const again = offers(everything?.after ?? text, "fix-all");
  expect(everything?.after).not.toBe(text);
  expect(again).toEqual([]);
  expect(offers(text, "quick-fix").map(({ kind }) => kind)).not.toContain("fix-all");
});

test("the scheme of an image goes", () => {
  const marked = "Bootstrap: docker\nFrom: dock‸er://ubuntu:22.04\n";
  expect(offers(marked, "quick-fix").map(({ after }) => after)).toContain(stage);
});

test("did you mean: a build argument, a stage, a section", () => {
  const argument = "Bootstrap: docker\nFrom: a:{{ VERSON‸ }}\n%arguments\n    VERSION=1\n";
  expect(taking('"VERSION"', argument)).toBe(argument.replace("VERSON‸", "VERSION"));
  const stages = `Bootstrap: docker\nFrom: a:1\nStage: build\n\nBootstrap: docker\nFrom: a:1\n%files from bu‸ild2\n    /x\n`;
  expect(offers(stages, "quick-fix").map(({ after }) => after)).toContain(stages.replace("bu‸ild2", "build"));
  const section = `${stage}%ru‸nscrip\n    true\n`;
  expect(offers(section, "quick-fix").map(({ after }) => after)).toContain(
    section.replace("ru‸nscrip", "runscript"),
  );
});

test("sections that the image lacks", () => {
  const titles = (marked: string) => offers(marked, "rewrite").map(({ title }) => /%\w+/.exec(title)?.[0]);
  expect(titles(`Boot‸strap: docker\nFrom: a\n%test\n    true\n`)).toEqual([
    "%labels",
    "%runscript",
    "%help",
  ]);
  expect(titles("Bootstrap: docker\n%po‸st\n    true\n")).toEqual([]);
  expect(titles("Boot‸strap: docker\n\nBootstrap: docker\n")).toEqual([]);
  expect(taking("%test", "Boot‸strap: docker\r\nFrom: a\r\n\r\n", "rewrite")).toBe(
    "Bootstrap: docker\r\nFrom: a\r\n\r\n%test\r\n    set -e\r\n",
  );
  const [labels, runscript] = offers("Boot‸strap: docker\n", "rewrite");
  expect(labels?.after).toBe("Bootstrap: docker\n\n%labels\n    Author \n    Version \n");
  expect(labels?.edits[0]?.snippet).toContain("Author ${1:name}");
  expect(runscript?.after).toContain('exec "$@"\n');
  expect(runscript?.edits[0]?.snippet).toContain('exec "\\$@"\n');
});

test("what is selected becomes a build argument", () => {
  const into = (marked: string) => taking("build argument", marked, "extract");
  expect(into("Bootstrap: docker\nFrom: ubuntu:«22.04»\n\n%post\n    true\n")).toBe(
    "Bootstrap: docker\nFrom: ubuntu:{{ VERSION }}\n\n%arguments\n    VERSION=22.04\n\n%post\n    true\n",
  );
  expect(into('%arguments\n  A=1\n%post\n    tool="«x y»"\n')).toBe(
    '%arguments\n  A=1\n  TOOL=x y\n%post\n    tool="{{ TOOL }}"\n',
  );
  expect(into("%arguments\n    VERSION=1\n%post\n    get «1.2»\n")).toContain(
    "VERSION=1\n    VERSION_2=1.2\n",
  );
  expect(into("%arguments\n%post\n    get «x»\n")).toBe(
    "%arguments\n    ARGUMENT=x\n%post\n    get {{ ARGUMENT }}\n",
  );
  expect(into("Bootstrap: docker\nFrom: «a»")).toBe(
    "Bootstrap: docker\nFrom: {{ ARGUMENT }}\n%arguments\n    ARGUMENT=a\n",
  );
});

test("nothing is extracted for an engine that reads no placeholders", () => {
  const offered = (engine: "singularity-3" | "singularity-ce-4.5") => {
    const judging = { ...defaultJudging, settings: { site: { ...defaultSite, engine } } };
    const analysis = analyze("From: ubuntu\n", { judging });
    return codeActions(analysis, { start: 6, end: 12 }, new Set(["extract"])).length;
  };
  expect(offered("singularity-ce-4.5")).toBe(1);
  expect(offered("singularity-3")).toBe(0);
});

test("what no placeholder can stand for is not extracted", () => {
  for (const marked of [
    "Bootstrap: «docker»\n",
    "«From»: a\n",
    "%post\n    echo « x»\n",
    "%post\n    echo «a\n    b»\n",
    "%post\n    # «a»\n",
    "%arguments\n    A=«1»\n",
    "%«post»\n",
    "%post\n    {{ «A» }}\n",
    "%post\n    ‸x\n",
  ])
    expect(offers(marked, "extract")).toEqual([]);
});
