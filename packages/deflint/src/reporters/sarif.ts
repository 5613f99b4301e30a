/** SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0): rules, regions, fixes, fingerprints. */

import type { AnyRule, Finding, Severity } from "@deftools/lint";
import type { LineIndex, Span } from "@deftools/text";
import type { LintedFile } from "../linted-file.ts";
import { fingerprintsOf } from "./fingerprints.ts";
import { placeOf } from "./place.ts";
import type { Reporter } from "./reporter.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

export const sarifReporter: Reporter = {
  all: (files, { version, rules }) => {
    const described = descriptors(files, rules);
    const indexes = new Map(described.map(({ id }, index) => [id, index]));
    const run = {
      tool: { driver: { name: "deflint", version, semanticVersion: version, rules: described } },
      columnKind: "utf16CodeUnits",
      artifacts: files.map(({ name }) => ({ location: locationOf(name), sourceLanguage: "singularity" })),
      results: files.flatMap((file, index) => resultsOf(file, index, indexes)),
    };
    return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, undefined, 2)}\n`;
  },
};

interface Descriptor {
  readonly id: string;
  readonly name?: string;
  readonly helpUri: string;
}

/** The rules of this house that found something, and what others (ShellCheck) found, each once. */
const descriptors = (files: readonly LintedFile[], rules: readonly AnyRule[]): readonly Descriptor[] => {
  const found = new Map(
    files.flatMap(({ findings }) => findings.map((finding) => [finding.code, finding] as const)),
  );
  return [...found.values()]
    .sort((a, b) => Number(b.code < a.code) - Number(a.code < b.code))
    .map(({ code, name, severity, url }) => {
      const rule = rules.find((each) => each.code === code);
      return {
        id: code,
        name: pascal(rule?.name ?? name),
        ...(rule
          ? {
              shortDescription: { text: rule.summary },
              fullDescription: { text: rule.why.trim().replaceAll("`", ""), markdown: rule.why.trim() },
            }
          : {}),
        helpUri: url,
        defaultConfiguration: { level: LEVELS[rule?.severity ?? severity] },
      };
    });
};

const resultsOf = (file: LintedFile, artifact: number, indexes: ReadonlyMap<string, number>) => {
  const fingerprints = fingerprintsOf(file);
  return file.findings.map((finding, index) => ({
    ruleId: finding.code,
    ruleIndex: indexes.get(finding.code),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { ...locationOf(file.name), index: artifact },
          region: regionOf(file.lines, finding.span),
        },
      },
    ],
    partialFingerprints: { "deflint/v1": fingerprints[index] },
    ...(finding.fix ? { fixes: [fixOf(file, finding.fix)] } : {}),
  }));
};

const fixOf = ({ name, lines }: LintedFile, { title, safety, edits }: NonNullable<Finding["fix"]>) => ({
  description: { text: `${title} (${safety})` },
  artifactChanges: [
    {
      artifactLocation: locationOf(name),
      replacements: edits.map(({ span, text }) => ({
        deletedRegion: regionOf(lines, span),
        insertedContent: { text },
      })),
    },
  ],
});

const regionOf = (lines: LineIndex, span: Span) => {
  const { line, column, endLine, endColumn } = placeOf(lines, span);
  return {
    startLine: line,
    startColumn: column,
    endLine,
    endColumn,
    charOffset: span.start,
    charLength: span.end - span.start,
  };
};

/** A path as a relative URI, or an absolute one; what a path may hold and a URI may not is escaped. */
const locationOf = (name: string): { readonly uri: string } => {
  const path = name.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return { uri: path.startsWith("/") ? `file://${path}` : path };
};

const pascal = (name: string): string =>
  name.replace(/(?:^|-)([a-z0-9])/g, (_all, letter) => letter.toUpperCase());

const LEVELS = { error: "error", warning: "warning", info: "note", style: "note" } as const satisfies Record<
  Severity,
  string
>;
