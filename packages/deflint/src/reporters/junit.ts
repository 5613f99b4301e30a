/** JUnit's XML report, as build servers read it: a file is a suite, a finding a failed case, a clean file a passed one. */

import { placeOf } from "./place.ts";
import type { Reporter } from "./reporter.ts";
import { xmlAttributes, xmlText } from "./xml.ts";

export const junitReporter: Reporter = {
  all: (files) => {
    const failures = files.reduce((sum, { findings }) => sum + findings.length, 0);
    const tests = files.reduce((sum, { findings }) => sum + Math.max(1, findings.length), 0);
    return [
      '<?xml version="1.0" encoding="utf-8"?>',
      `<testsuites${xmlAttributes({ name: "deflint", tests, failures })}>`,
      ...files.flatMap(({ name, lines, findings }) => [
        `  <testsuite${xmlAttributes({ name, tests: Math.max(1, findings.length), failures: findings.length })}>`,
        ...(findings.length === 0
          ? [`    <testcase${xmlAttributes({ name: "deflint", classname: name })}/>`]
          : []),
        ...findings.flatMap(({ code, name: rule, severity, message, span, url }) => {
          const { line, column } = placeOf(lines, span);
          return [
            `    <testcase${xmlAttributes({ name: `${code} ${rule} (${line}:${column})`, classname: name })}>`,
            `      <failure${xmlAttributes({ type: severity, message })}>${xmlText(`${name}:${line}:${column}: ${message} (${url})`)}</failure>`,
            "    </testcase>",
          ];
        }),
        "  </testsuite>",
      ]),
      "</testsuites>",
      "",
    ].join("\n");
  },
};
