/** Renaming: all mentions change, two things never become one, and what has its meaning from elsewhere stays. */

import { readMarks } from "@deftools/testkit";
import { applyEdits } from "@deftools/text";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { renamable, rename } from "../../src/features/rename.ts";

/** The text after renaming what stands at the cursor, or why not. */
const renamed = (marked: string, name: string): string => {
  const { text, cursor = 0 } = readMarks(marked);
  const { recipe } = analyze(text);
  const renaming = rename(recipe, cursor, name);
  // what is offered for renaming is what can be renamed to something
  expect(renamable(recipe, cursor) === undefined).toBe("refusal" in rename(recipe, cursor, "A_FREE_NAME"));
  return "edits" in renaming ? applyEdits(text, renaming.edits) : renaming.refusal;
};

test("all mentions of a stage", () => {
  const stages = (name: string) =>
    `Bootstrap: docker\nStage: ${name}\n\nBootstrap: docker\n\n%files from ${name.replace("‸", "")}\n    /x\n`;
  expect(renamed(stages("b‸uild"), "maker")).toBe(stages("maker"));
});

test("a build argument, an app, a variable, a function", () => {
  expect(renamed("Bootstrap: docker\nFrom: a:{{ ‸v }}\n%arguments\n    v=1\n", "tag")).toContain(
    "{{ tag }}\n%arguments\n    tag=1",
  );
  expect(renamed("%appenv ‸a\n%apprun a\n", "b")).toBe("%appenv b\n%apprun b\n");
  expect(renamed('%post\n    v=1; echo "${‸v}"\n', "word")).toBe('%post\n    word=1; echo "${word}"\n');
  expect(renamed("%post\n    f() { :; }\n    ‸f\n", "go")).toBe("%post\n    go() { :; }\n    go\n");
});

test("a name must be one", () => {
  expect(renamed("%post\n    ‸v=1\n", "a-b")).toBe(
    '"a-b" is no name: a variable is named with letters, digits and _, and no digit first',
  );
  expect(renamed("Bootstrap: docker\nStage: ‸a\n", "a b")).toContain("in one word");
  expect(renamed("From: {{ ‸a }}\n", "")).toContain("letters, digits and _");
});

test("a name that is taken is refused, one of another scope is not", () => {
  expect(renamed("%post\n    ‸v=1; w=2\n", "w")).toBe('"w" is the name of something else here');
  expect(renamed("Bootstrap: a\nStage: ‸x\n\nBootstrap: a\nStage: y\n", "y")).toContain("something else");
  const stages = "Bootstrap: a\nFrom: {{ ‸x }}\n\nBootstrap: a\nFrom: {{ y }}\n";
  expect(renamed(stages, "y")).toBe(stages.replace("‸x", "y"));
  expect(renamed("%post\n    ‸v=1\n", "v")).toBe("%post\n    v=1\n");
});

test("a name of scripts that never meet is free, one that would be taken for it is not", () => {
  const scripts = "%post\n    ‸v=1\n%environment\n    export w=2\n%runscript\n    x=3; echo $x\n";
  expect(renamed(scripts, "w")).toBe(scripts.replace("‸v", "w"));
  expect(renamed(scripts, "x")).toBe(scripts.replace("‸v", "x"));
  const exported = scripts.replace("‸v", "v").replace("w=", "‸w=");
  expect(renamed(exported, "x")).toContain("something else");
  expect(renamed(exported.replace("export ", ""), "x")).toContain("    x=2\n%run");
});

test("locals of two functions are free of each other", () => {
  const functions = "%post\n    f() { local ‸a=1; }\n    g() { local b=2; }\n    c=3\n";
  expect(renamed(functions, "b")).toBe(functions.replace("‸a", "b"));
  expect(renamed(functions, "c")).toContain("something else");
});

test("nothing gets a name that means something else to the shell or the engine", () => {
  expect(renamed("%post\n    ‸v=1\n", "PATH")).toBe('"PATH" is the name of something else here');
  expect(renamed("%post\n    ‸f() { :; }\n    make\n", "make")).toContain("something else");
  expect(renamed("%post\n    ‸f() { :; }\n", "if")).toContain("the shell's own words");
  expect(renamed("Bootstrap: a\nStage: ‸x\n", "x\\")).toContain("a backslash at its end");
});

test("what others give a meaning keeps its name", () => {
  for (const marked of [
    "%environment\n    export PA‸TH=/opt/bin:$PATH\n",
    "%post\n    echo $NEVER‸SET\n",
    "%post\n    ec‸ho\n",
  ])
    expect(renamed(marked, "other")).toBe("nothing here can be renamed");
});
