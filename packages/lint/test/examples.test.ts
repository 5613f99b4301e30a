/** Every rule does what its examples say: this one file tests them all. */

import { parse } from "@deftools/grammar";
import { type AnyRule, fixAll, lint } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { understand } from "@deftools/recipe";
import { readMarks } from "@deftools/testkit";
import { describe, expect, it } from "vitest";

/** Rules about text that the grammar cannot place; the examples of all others must read without a problem. */
const aboutSyntax = ({ code }: AnyRule): boolean => /^DEF0|^DEF407$/.test(code);

/** A rule about suppressions needs the others, so that there is something to suppress. */
const findings = (text: string, rule: AnyRule) =>
  lint(understand(parse(text)), rule.judge ? rules : [rule]).filter(({ code }) => code === rule.code);

const expectReadable = (text: string, rule: AnyRule): void => {
  if (!aboutSyntax(rule)) expect(parse(text).problems, text).toEqual([]);
};

describe.each(rules.map((rule) => [`${rule.code} ${rule.name}`, rule] as const))("%s", (_name, rule) => {
  const bad: readonly string[] = rule.fix ? rule.bad.map(({ before }) => before) : rule.bad;
  it.each(bad)("finds exactly what is marked in %j", (example) => {
    const { text, ranges } = readMarks(example);
    expectReadable(text, rule);
    expect(ranges).not.toEqual([]);
    expect(findings(text, rule).map(({ span }) => span)).toEqual(ranges);
  });

  it.each(rule.good)("is silent about %j", (example) => {
    const { text, ranges } = readMarks(example);
    expectReadable(text, rule);
    expect(ranges).toEqual([]);
    expect(findings(text, rule)).toEqual([]);
  });

  it("has messages of house style", () => {
    for (const example of bad) {
      for (const { message } of findings(readMarks(example).text, rule)) {
        expect(message).not.toMatch(/[.!\n]$|undefined|\n/);
        expect(message).toMatch(/^[^A-Z]/);
      }
    }
  });

  it("has sources on the web", () => {
    for (const source of rule.sources) expect(new URL(source).protocol).toBe("https:");
  });

  if (rule.fix) {
    it.each(rule.bad)("mends $before", ({ before, after }) => {
      const { text } = readMarks(before);
      const wanted = readMarks(after).text;
      const run = rule.judge ? rules : [rule];
      const mended = fixAll(text, run, { safety: "unsafe" });
      expect(mended.text).toBe(wanted);
      expect(mended.findings.filter(({ code }) => code === rule.code)).toEqual([]);
      expect(fixAll(wanted, run, { safety: "unsafe" }).text).toBe(wanted);
      expect(parse(wanted).problems.length).toBeLessThanOrEqual(parse(text).problems.length);
    });
  }
});

describe("the rules together", () => {
  it("share no code and no name", () => {
    const codes = rules.map(({ code }) => code);
    const names = rules.map(({ name }) => name);
    expect(new Set(codes).size).toBe(codes.length);
    expect(new Set(names).size).toBe(names.length);
  });
  it("have codes of three digits and names that read well in a comment", () => {
    for (const { code, name } of rules) {
      expect(code).toMatch(/^DEF\d{3}$/);
      expect(name).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
      expect(name).not.toMatch(/^(no|disallow|avoid)-/);
    }
  });
});
