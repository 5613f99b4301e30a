/** Annotations of GitHub Actions (docs.github.com, "Workflow commands for GitHub Actions"). */

import type { Severity } from "@deftools/lint";
import { placeOf } from "./place.ts";
import type { Reporter } from "./reporter.ts";

export const githubReporter: Reporter = {
  file: ({ name, lines, findings }) =>
    findings
      .map((finding) => {
        const { line, column, endLine, endColumn } = placeOf(lines, finding.span);
        const properties = {
          file: name,
          line,
          endLine,
          // columns are only allowed within one line
          ...(line === endLine ? { col: column, endColumn } : {}),
          title: `${finding.code} ${finding.name}`,
        };
        const list = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
        return `::${COMMANDS[finding.severity]} ${list.join(",")}::${data(finding.message)}\n`;
      })
      .join(""),
};

const COMMANDS = {
  error: "error",
  warning: "warning",
  info: "notice",
  style: "notice",
} as const satisfies Record<Severity, string>;

const data = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
