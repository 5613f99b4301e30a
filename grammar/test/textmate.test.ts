/** The TextMate grammar: its patterns see the lines they are for. */
import { expect, test } from "vitest";
import {
  appSections,
  bootstrapAgents,
  headerKeywords,
  sections,
  type TextmateRule,
  textmateGrammar,
} from "../src/index.ts";

/** The first rule at the top level that takes a line, by its name or content's name. */
const scopeOf = (line: string): string | undefined => {
  const rule = textmateGrammar()
    .patterns.map((each) => (each.include === "#comment" ? textmateGrammar().repository["comment"]! : each))
    .find(({ begin, match }) => new RegExp(begin ?? match ?? "(?!)").test(line));
  return rule?.contentName ?? rule?.beginCaptures?.["1"]?.name ?? rule?.name;
};

test("every word of the vocabulary is seen", () => {
  for (const { name } of headerKeywords) expect(scopeOf(`${name}: x`), name).toMatch(/^keyword\.other/);
  for (const { name, content } of sections) {
    const expected = content === "script" ? "shell" : content === "text" ? "help" : content;
    expect(scopeOf(`%${name.toUpperCase()} -x`), name).toContain(expected);
  }
  for (const { name } of appSections) {
    expect(scopeOf(`%${name} app`), name).not.toContain("invalid");
    expect(scopeOf(`%${name.toUpperCase()} app`), name).toContain("invalid");
  }
  const agents = textmateGrammar().patterns.find(({ begin }) => begin?.includes("(?i:bootstrap)"))
    ?.patterns?.[0];
  for (const { name } of bootstrapAgents) expect(name).toMatch(new RegExp(`^${agents?.match}`));
});

test.each([
  ["# x", "comment.line.number-sign.singularity-def"],
  ["Foo: x", "entity.other.attribute-name.singularity-def"],
  ["OtherURL3: x", "keyword.other.header.singularity-def"],
  ["  %post", "invalid.illegal.section.singularity-def"],
  ["%posting", "invalid.illegal.section.singularity-def"],
  ["%post -c /bin/bash -e", "meta.embedded.block.shell source.shell"],
  ["%post -c /usr/bin/python3 -u", "meta.embedded.block.python source.python"],
])("%j is %s", (line, scope) => {
  expect(scopeOf(line)).toBe(scope);
});

test("every pattern is a regular expression without lookbehind of variable length, and every include exists", () => {
  const { injections, patterns, repository } = textmateGrammar();
  const check = (rule: TextmateRule): void => {
    for (const pattern of [rule.match, rule.begin, rule.end, rule.while]) {
      if (pattern === undefined) continue;
      expect(() => new RegExp(pattern)).not.toThrow();
      expect(pattern).not.toMatch(/\(\?<[=!][^)]*[*+?]/);
    }
    if (rule.include?.startsWith("#")) expect(Object.keys(repository)).toContain(rule.include.slice(1));
    for (const inner of [
      ...(rule.patterns ?? []),
      ...Object.values(rule.captures ?? {}),
      ...Object.values(rule.beginCaptures ?? {}),
    ])
      check(inner);
  };
  for (const rule of [...patterns, ...Object.values(repository), ...Object.values(injections)]) check(rule);
});
