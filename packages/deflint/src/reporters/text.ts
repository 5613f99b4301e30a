/** Findings for people: where, what, the line itself, and the way out. */

import type { Finding, Severity } from "@deftools/lint";
import type { LintedFile } from "../linted-file.ts";
import { codeFrame } from "./code-frame.ts";
import type { Paint } from "./colors.ts";
import type { Reporter } from "./reporter.ts";
import { visibleLine } from "./visible.ts";

/** Without a terminal, and at most on one: longer lines are hard to read. */
const MAX_WIDTH = 120;
const MIN_WIDTH = 40;

/** All findings of a file as text; the empty string for none. */
export const textReporter: Reporter = {
  file: (file, { paint, columns = MAX_WIDTH }) =>
    file.findings.map((finding) => `${block(file, finding, paint, columns)}\n`).join(""),
};

const block = ({ name, lines }: LintedFile, finding: Finding, paint: Paint, columns: number): string => {
  const { line, column } = lines.position(finding.span.start);
  const gutter = " ".repeat(String(line + 1).length);
  const width = Math.max(MIN_WIDTH, Math.min(columns, MAX_WIDTH) - gutter.length - 4);
  const frame = codeFrame(lines, finding.span, width);
  const color = SEVERITY_COLORS[finding.severity];
  const last = lines.position(finding.span.end).line;
  const bar = paint("gray", "|");
  const rows = [
    `${paint("bold", `${visibleLine(name)}:${line + 1}:${column + 1}`)}: ${paint(color, finding.severity)} ${paint("bold", finding.code)} ${finding.name}: ${visibleLine(finding.message)}`,
    ` ${paint("gray", String(frame.line))} ${bar} ${frame.code}`,
    ` ${gutter} ${bar} ${paint(color, frame.underline)}${line < last ? paint("gray", ` … to line ${last + 1}`) : ""}`,
    ...(finding.fix ? [` ${gutter} ${paint("gray", "=")} fix: ${fixLine(finding.fix)}`] : []),
    ` ${gutter} ${paint("gray", "=")} more: ${finding.code.startsWith("SC") ? finding.url : `deflint rule ${finding.code}`}`,
  ];
  return `${rows.join("\n")}\n`;
};

const SEVERITY_COLORS = {
  error: "red",
  warning: "yellow",
  info: "cyan",
  style: "magenta",
} as const satisfies Record<Severity, string>;

const fixLine = ({ title, safety }: NonNullable<Finding["fix"]>): string =>
  `${visibleLine(title)} (--fix${safety === "safe" ? "" : " --unsafe"})`;
