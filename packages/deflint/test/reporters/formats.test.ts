/** Every format on the same findings, as golden files: awkward names and texts, several lines, fixes, foreign codes. */

import { join } from "node:path";
import { parse } from "@deftools/grammar";
import { type Finding, lint } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { understand } from "@deftools/recipe";
import { LineIndex } from "@deftools/text";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LintedFile } from "../../src/linted-file.ts";
import { fingerprintsOf } from "../../src/reporters/fingerprints.ts";
import { type Format, reporters } from "../../src/reporters/formats.ts";
import { xmlText } from "../../src/reporters/xml.ts";
import { reportText } from "../../src/reports.ts";

const CODES = ["DEF002", "DEF201", "DEF718"];
const some = rules.filter(({ code }) => CODES.includes(code));

const linted = (name: string, text: string, more: readonly Finding[] = []): LintedFile => ({
  name,
  lines: new LineIndex(text),
  findings: [...lint(understand(parse(text)), some), ...more],
});

const files: readonly LintedFile[] = [
  linted(
    'a & b/<"ü😀">%.def',
    "Bootstrap: docker\nFrom: ubuntu\n  %post\n    true # é😀 \u0001\n%post\n    pip install --user x\n",
    [
      {
        code: "SC2086",
        name: "shellcheck",
        severity: "info",
        message: 'quote, "this": <100%>\nnow',
        span: { start: 30, end: 60 },
        url: "https://www.shellcheck.net/wiki/SC2086",
      },
    ],
  ),
  linted("clean.def", "Bootstrap: docker\nFrom: ubuntu:24.04\n"),
];

const context = { version: "1.2.3", rules: some, paint: (_style: unknown, text: string) => text };
const report = (format: Format) => reportText(format, files, context);

it.each(Object.keys(reporters) as Format[])("%s", async (format) => {
  await expect(report(format)).toMatchFileSnapshot(join(import.meta.dirname, "golden", `${format}.txt`));
});

describe("what programs read", () => {
  it.each(["json", "sarif", "gitlab", "rdjson"] as const)("%s is JSON", (format) => {
    expect(() => JSON.parse(report(format))).not.toThrow();
  });
  it("json lines are JSON each", () => {
    const lines = report("jsonl").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).code)).toEqual(["DEF201", "DEF002", "DEF718", "SC2086"]);
  });
  it("gitlab's fingerprints are unique", () => {
    const list: readonly { readonly fingerprint: string }[] = JSON.parse(report("gitlab"));
    expect(new Set(list.map(({ fingerprint }) => fingerprint)).size).toBe(list.length);
  });
});

/** The demands of the SARIF 2.1.0 schema and of its prose on what is written here. */
it("sarif names each rule once, every result its rule, and places that exist", () => {
  const log = JSON.parse(report("sarif"));
  expect(Object.keys(log)).toEqual(["$schema", "version", "runs"]);
  expect(log.version).toBe("2.1.0");
  const [run] = log.runs;
  const ids = run.tool.driver.rules.map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { helpUri } of run.tool.driver.rules) expect(new URL(helpUri).protocol).toBe("https:");
  for (const result of run.results) {
    expect(ids[result.ruleIndex]).toBe(result.ruleId);
    expect(["error", "warning", "note", "none"]).toContain(result.level);
    const { artifactLocation, region } = result.locations[0].physicalLocation;
    expect(run.artifacts[artifactLocation.index].location.uri).toBe(artifactLocation.uri);
    expect(() => decodeURIComponent(artifactLocation.uri)).not.toThrow();
    expect(artifactLocation.uri).toMatch(/^[\w\-.~%!*'()/]+$/);
    expect(region.startLine).toBeGreaterThanOrEqual(1);
    expect(region.startLine <= region.endLine).toBe(true);
    if (region.startLine === region.endLine) expect(region.startColumn).toBeLessThanOrEqual(region.endColumn);
    for (const { artifactChanges } of result.fixes ?? [])
      expect(artifactChanges[0].replacements.length).toBeGreaterThan(0);
  }
});

it("law: what is escaped for XML holds none of its marks, and no character that XML forbids", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const escaped = xmlText(text);
      expect(escaped).not.toMatch(/[<>"']|&(?!(?:lt|gt|amp|quot|apos|#\d+);)/);
      expect(escaped).not.toMatch(/[\u0000-\u001f\ufffe\uffff]/);
    }),
  );
});

it("law: fingerprints stay when lines move, and differ within a file", () => {
  const blanks = fc.integer({ min: 0, max: 20 });
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("    pip install --user x", "    true"), { maxLength: 10 }),
      blanks,
      (body, more) => {
        const file = (gap: string) =>
          linted("a", `Bootstrap: docker\n${gap}From: ubuntu\n%post\n${body.join("\n")}\n`);
        const before = fingerprintsOf(file(""));
        expect(fingerprintsOf(file("# moved\n".repeat(more)))).toEqual(before);
        expect(new Set(before).size).toBe(before.length);
      },
    ),
  );
});
