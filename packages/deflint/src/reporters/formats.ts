/** The formats findings can be told in, by the name that `--format` takes. */

import { checkstyleReporter } from "./checkstyle.ts";
import { compactReporter } from "./compact.ts";
import { githubReporter } from "./github.ts";
import { gitlabReporter } from "./gitlab.ts";
import { gnuReporter } from "./gnu.ts";
import { jsonLinesReporter, jsonReporter } from "./json.ts";
import { junitReporter } from "./junit.ts";
import { rdjsonReporter } from "./rdjson.ts";
import type { Reporter } from "./reporter.ts";
import { sarifReporter } from "./sarif.ts";
import { textReporter } from "./text.ts";

export const reporters = {
  text: textReporter,
  compact: compactReporter,
  json: jsonReporter,
  jsonl: jsonLinesReporter,
  sarif: sarifReporter,
  github: githubReporter,
  gitlab: gitlabReporter,
  checkstyle: checkstyleReporter,
  junit: junitReporter,
  gnu: gnuReporter,
  rdjson: rdjsonReporter,
} as const satisfies Record<string, Reporter>;

export type Format = keyof typeof reporters;

export const isFormat = (name: string): name is Format => Object.hasOwn(reporters, name);
