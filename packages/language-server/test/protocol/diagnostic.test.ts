/** How findings look to an editor. */

import type { Finding, Severity } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { expect, test } from "vitest";
import { type ClientCapabilities, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { analyze } from "../../src/analysis.ts";
import { diagnostic, tags } from "../../src/features/diagnostics.ts";
import { toDiagnostic, toDiagnostics } from "../../src/protocol/diagnostic.ts";

const shown = (severity: Severity, client: ClientCapabilities = {}) => {
  const finding: Finding = {
    code: "DEF999",
    name: "made-up",
    severity,
    message: "it is made up",
    url: "https://example.org/made-up",
    span: { start: 10, end: 12 },
  };
  const document = TextDocument.create("file:///a.def", "singularity-def", 1, "Bootstrap\n  x\n");
  return toDiagnostic(document, diagnostic(analyze("").recipe, finding), client);
};

test("a finding keeps code, page, message and place", () => {
  expect(shown("warning")).toEqual({
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 2 } },
    severity: DiagnosticSeverity.Warning,
    code: "DEF999",
    codeDescription: { href: "https://example.org/made-up" },
    source: "deflint",
    message: "it is made up",
  });
});

test("a client that shows the pages of rules itself is led to them", () => {
  const client = { experimental: { "deftools/rulePages": "deftools-rule:/{code}.md" } };
  expect(shown("warning", client).codeDescription).toEqual({ href: "deftools-rule:/DEF999.md" });
});

test("a continued line is not underlined up to the next", () => {
  const text = "Bootstrap: docker\nFrom: a:1\n%post\n    conda install\\\n        numpy\n";
  expect(all({}, text).find(({ code }) => code === "DEF719")?.range).toEqual({
    start: { line: 3, character: 4 },
    end: { line: 3, character: 17 },
  });
});

test("each severity has its own", () => {
  expect(shown("error").severity).toBe(DiagnosticSeverity.Error);
  expect(shown("info").severity).toBe(DiagnosticSeverity.Information);
  expect(shown("style").severity).toBe(DiagnosticSeverity.Hint);
});

const TWICE = "Bootstrap: docker\nBootstrap: docker\nFrom: a:1\nFingerprints: x\n%labels\n    A 1\n    A 2\n";

const all = (client: ClientCapabilities, text = TWICE) => {
  const document = TextDocument.create("file:///a.def", "singularity-def", 1, text);
  const judging = { rules, settings: { catalogue: rules } };
  return toDiagnostics({ analysis: analyze(text, { judging }), document }, client);
};

/** Code by code, the lines it names besides its own, from 0. */
const relatedLines = (text: string) =>
  Object.fromEntries(
    all({ textDocument: { diagnostic: { relatedInformation: true } } }, text).flatMap((one) =>
      one.relatedInformation
        ? [[one.code, one.relatedInformation.map((each) => each.location.range.start.line)]]
        : [],
    ),
  );

test("what stands in a wrong place names what it is held against", () => {
  const text = `Bootstrap: docker
From: ubuntu:24.04
%environment
    export HERE=1
    export HERE=2
%post
    make $HERE
%files
    a /opt/a
%runscript
    exec a
%runscript
    exec b
%apprun x
    exec c
`;
  expect(relatedLines(text)).toEqual({ DEF308: [9], DEF309: [5], DEF508: [3, 4] });
});

test("what could go is faded, and what is there twice names the other place, for clients that show it", () => {
  const label = all({
    textDocument: { publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1, 2] } } },
  }).find(({ code }) => code === "DEF834");
  expect(label).toMatchObject({
    range: { start: { line: 5 } },
    tags: [DiagnosticTag.Unnecessary],
    relatedInformation: [
      { message: 'another label "A"', location: { uri: "file:///a.def", range: { start: { line: 6 } } } },
    ],
  });
  for (const plain of all({})) {
    expect(plain).not.toHaveProperty("tags");
    expect(plain).not.toHaveProperty("relatedInformation");
  }
});

test("of many that are alike, each names a few others", () => {
  const found = relatedLines(`Bootstrap: docker\nFrom: a:1\n%labels\n${"    A 1\n".repeat(40)}`);
  expect(found["DEF834"]).toHaveLength(10);
});

test("the rules that have tags are there", () => {
  const names = new Set(rules.map(({ name }) => name));
  for (const name of tags.keys()) expect(names.has(name) || name.startsWith("SC"), name).toBe(true);
});
