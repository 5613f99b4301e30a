/** Checkstyle's XML report, which many build servers read. */

import type { Severity } from "@deftools/lint";
import { placeOf } from "./place.ts";
import type { Reporter } from "./reporter.ts";
import { xmlAttributes } from "./xml.ts";

export const checkstyleReporter: Reporter = {
  all: (files) =>
    [
      '<?xml version="1.0" encoding="utf-8"?>',
      '<checkstyle version="4.3">',
      ...files.flatMap(({ name, lines, findings }) => [
        `  <file${xmlAttributes({ name })}>`,
        ...findings.map(({ code, severity, message, span }) => {
          const { line, column } = placeOf(lines, span);
          const source = `deflint.${code}`;
          return `    <error${xmlAttributes({ line, column, severity: WORDS[severity], message, source })}/>`;
        }),
        "  </file>",
      ]),
      "</checkstyle>",
      "",
    ].join("\n"),
};

const WORDS = { error: "error", warning: "warning", info: "info", style: "info" } as const satisfies Record<
  Severity,
  string
>;
