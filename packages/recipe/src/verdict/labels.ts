/**
 * How an engine reads the lines of `%labels`: the first space parts key from value, a tab does not.
 * Source: apptainer `pkg/build/types/parser/deffile.go` GetLabels@v1.4.5.
 */

import { splitN, trimSpace } from "./go-text.ts";

/** The labels of a body; of doubled keys the last. */
export const readLabels = (body: string): Readonly<Record<string, string>> => {
  const labels = new Map<string, string>();
  for (const raw of trimSpace(body).split("\n")) {
    const line = trimSpace(raw);
    if (line === "" || line.startsWith("#")) continue;
    const [key = "", value = ""] = splitN(line, " ", 2);
    labels.set(trimSpace(key), trimSpace(value));
  }
  return Object.fromEntries(labels);
};
