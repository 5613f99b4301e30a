/**
 * Where the values of `{{ name }}` come from: the command line, files, and `%arguments`.
 * Source: apptainer `internal/pkg/build/args/args.go`@v1.4.5; SingularityCE v4.5.1, same file.
 */

import { splitN, trimSpace } from "../verdict/go-text.ts";

/** Names and values. */
export type Values = ReadonlyMap<string, string>;

/** One `name=value`, or the engine's words for why it is none. SingularityCE refuses an empty value. */
export const readPair = (
  line: string,
  { emptyValues }: { readonly emptyValues: boolean },
): { readonly name: string; readonly value: string } | { readonly error: string } => {
  const [key = "", value] = splitN(line, "=", 2);
  if (value === undefined) return { error: `"${line}" is not a key=value pair` };
  const [name, text] = [trimSpace(key), trimSpace(value)];
  if (name === "") return { error: `missing key portion in "${line}"` };
  if (text === "" && !emptyValues) return { error: `missing value portion in "${line}"` };
  return { name, value: text };
};

/**
 * Values of the lines of a `--build-arg-file`, or of an `%arguments` body. Blank lines are skipped; `comments` says whether `#` lines
 * are (in `%arguments` yes, in files no: there `#C=3` defines "#C"). Lines the engine skips with a warning are in `skipped`.
 */
export const readLines = (
  text: string,
  options: { readonly emptyValues: boolean; readonly comments: boolean },
): { readonly values: Values; readonly skipped: readonly string[] } => {
  const values = new Map<string, string>();
  const skipped: string[] = [];
  for (const raw of text.split("\n")) {
    const line = trimSpace(raw);
    if (line === "" || (options.comments && line.startsWith("#"))) continue;
    const pair = readPair(line, options);
    if ("error" in pair) skipped.push(line);
    else values.set(pair.name, pair.value);
  }
  return { values, skipped };
};
