/** What comments hide, and what they must not. */

import { parse } from "@deftools/grammar";
import { type AnyRule, fixAll, type LintSettings, lint, rulesOn } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { understand } from "@deftools/recipe";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** `code@line` of each finding. */
const found = (text: string, settings: LintSettings = {}, chosen: readonly AnyRule[] = rulesOn(rules)) => {
  const recipe = understand(parse(text));
  return lint(recipe, chosen, { catalogue: rules, ...settings })
    .filter(({ code }) => /^DEF(201|202|718|99.)$/.test(code))
    .map(({ code, span }) => `${code}@${recipe.lines.position(span.start).line + 1}`);
};

const HEAD = "Bootstrap: docker\nFrom: ubuntu:24.04\n";
const PIP = "    pip install --user x";

describe("a suppression hides", () => {
  it.each([
    ["the next line", "# deflint disable-next-line=DEF201\nFrom: ubuntu\n"],
    ["by name", "# deflint disable-next-line=untagged-image\nFrom: ubuntu\n"],
    ["one of several", "# deflint disable-next-line=DEF201, SC2086 -- mirrors\nFrom: ubuntu\n"],
    ["stacked on others", "# deflint disable-next-line=DEF201\n# a word on it\n\nFrom: ubuntu\n"],
    ["its own line", "From: ubuntu # deflint disable-line=DEF201\n"],
    ["the header", "# deflint disable-section=DEF201\nFrom: ubuntu\n"],
    ["the stage", "From: ubuntu\n%post\n    true\n    # deflint disable-stage=DEF201\n"],
    ["the file", "From: ubuntu\n%labels\n    # deflint disable-file=DEF201\n    A b\n"],
    ["up to the file's end", "# deflint disable=DEF201\nFrom: ubuntu\n"],
    ["up to an enable", "# deflint disable=DEF201\nFrom: ubuntu\n# deflint enable=DEF201\n"],
  ])("%s", (_name, text) => {
    expect(found(`Bootstrap: docker\n${text}`)).toEqual([]);
  });

  it.each([
    ["the next line", `%post\n    # deflint disable-next-line=pip-user\n${PIP}\n`],
    ["a line that goes on", `%post\n    # deflint disable-next-line=pip-user\n    true && \\\n${PIP}\n`],
    ["the end of such a line", `%post\n    true && \\\n${PIP} # deflint disable-line=pip-user\n`],
    ["the section", `%post\n    true\n    # deflint disable-section=pip-user\n${PIP}\n`],
    ["the section, said on its line", `%post # deflint disable-section=pip-user\n${PIP}\n`],
  ])("in a script: %s", (_name, text) => {
    expect(found(HEAD + text)).toEqual([]);
  });
});

describe("a suppression does not hide", () => {
  it.each([
    [
      "the line after the next",
      `%post\n    # deflint disable-next-line=pip-user\n    true\n${PIP}\n`,
      ["DEF990@4", "DEF718@6"],
    ],
    [
      "what an enable let through",
      `%post\n    # deflint disable=pip-user\n${PIP}\n    # deflint enable\n${PIP}\n`,
      ["DEF718@7"],
    ],
    [
      "another rule",
      `%post\n    # deflint disable-next-line=untagged-image\n${PIP}\n`,
      ["DEF990@4", "DEF718@5"],
    ],
    [
      "from within a here-document",
      `%post\n    cat > x <<END\n# deflint disable-file=pip-user\nEND\n${PIP}\n`,
      ["DEF718@7"],
    ],
    ["from within %help", `%help\n    # deflint disable-file=pip-user\n%post\n${PIP}\n`, ["DEF718@6"]],
    [
      "by a word nobody knows",
      `%post\n    # deflint disable-lines=pip-user\n${PIP}\n`,
      ["DEF994@4", "DEF718@5"],
    ],
    [
      "by a rule nobody knows",
      `%post\n    # deflint disable-line=pip-usr\n${PIP}\n`,
      ["DEF992@4", "DEF718@5"],
    ],
  ])("%s", (_name, text, left) => {
    expect(found(HEAD + text)).toEqual(left);
  });
  it("anything when comments are ignored", () => {
    expect(
      found(`Bootstrap: docker\n# deflint disable-file\nFrom: ubuntu\n`, { ignoreSuppressions: true }),
    ).toEqual(["DEF201@3"]);
  });
});

describe("a suppression is judged", () => {
  it("not for rules that did not run", () => {
    const meta = rules.filter(({ code }) => code === "DEF990");
    expect(found("# deflint disable-file=untagged-image\n", {}, meta)).toEqual([]);
    expect(found("# deflint disable-file=SC2086\n")).toEqual([]);
    expect(found("# deflint disable-file=SC2086\n", { foreign: [] })).toEqual(["DEF990@1"]);
  });
  it("by its reason, where that rule is on", () => {
    const text = "Bootstrap: docker\n# deflint disable-next-line=DEF201\nFrom: ubuntu\n";
    expect(found(text, {}, rules)).toContain("DEF991@2");
    expect(found(text.replace("201\n", "201 -- mirrors\n"), {}, rules)).not.toContain("DEF991@2");
  });
  it("unless another names the rule that would", () => {
    expect(found("# deflint disable-file=DEF990\n# deflint disable-next-line=pip-user\n")).toEqual([]);
    expect(found("# deflint disable-file=DEF993\n# deflint disable-file\n")).toEqual([]);
  });
});

it("an unused suppression goes with its line, its comma or its blanks, and never lets a #! come first", () => {
  const some = rules.filter(({ code }) => ["DEF201", "DEF718", "DEF990"].includes(code));
  const mended = (text: string) => fixAll(HEAD + text, some, { safety: "safe" }).text.slice(HEAD.length);
  expect(mended("%post\n    # deflint disable-line=pip-user\n    true\n")).toBe("%post\n    true\n");
  expect(mended("%post\n    true  # deflint disable-line=pip-user\n")).toBe("%post\n    true\n");
  expect(mended("%post\n    true  # deflint disable-line=pip-user,DEF201")).toBe("%post\n    true");
  const guarded = "%runscript\n# deflint disable-line=pip-user\n#!/bin/bash\n    true\n";
  expect(mended(guarded)).toBe(guarded);
});

it("law: a suppression of one line takes away nothing but findings of that line", () => {
  const line = fc.constantFrom(PIP, "    true", "    cd ~", "    echo $(pip install --user y)");
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.nat(), (lines, choice) => {
      const at = choice % lines.length;
      const before = found(`${HEAD}%post\n${lines.join("\n")}\n`);
      const commented = lines.map((each, index) =>
        index === at ? `${each} # deflint disable-line=pip-user` : each,
      );
      const after = found(`${HEAD}%post\n${commented.join("\n")}\n`).filter(
        (each) => !each.startsWith("DEF99"),
      );
      expect(after).toEqual(before.filter((each) => each !== `DEF718@${at + 4}`));
    }),
  );
});
