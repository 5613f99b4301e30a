/** GitLab's code quality report (docs.gitlab.com, "Code Quality report format"), a subset of Code Climate's. */

import type { Severity } from "@deftools/lint";
import { sha256 } from "../sha-256.ts";
import { fingerprintsOf } from "./fingerprints.ts";
import { placeOf } from "./place.ts";
import type { Reporter } from "./reporter.ts";

export const gitlabReporter: Reporter = {
  all: (files) => {
    const issues = files.flatMap((file) => {
      const fingerprints = fingerprintsOf(file);
      return file.findings.map(({ code, name, message, severity, span, url }, index) => {
        const { line, endLine } = placeOf(file.lines, span);
        return {
          type: "issue",
          check_name: code,
          description: `${name}: ${message}`,
          content: { body: url },
          categories: ["Bug Risk"],
          severity: WORDS[severity],
          // must be unique in the report, and files may hold the same lines
          fingerprint: sha256(`${file.name}\0${fingerprints[index]}`).slice(0, 32),
          location: { path: file.name, lines: { begin: line, end: endLine } },
        };
      });
    });
    return `${JSON.stringify(issues, undefined, 2)}\n`;
  },
};

const WORDS = { error: "critical", warning: "major", info: "minor", style: "info" } as const satisfies Record<
  Severity,
  string
>;
