/**
 * Where a line of `%files` copies to when it names no destination.
 * Source: apptainer v1.4.5, internal/pkg/build/files/copy.go; internal/pkg/build/apps (apps).
 */

import type { Copy } from "@deftools/recipe";

/** The path in the image; absent when it is written, or when the source is a pattern or not known yet. */
export const impliedDestination = ({ source, destination, skipped, app }: Copy): string | undefined => {
  if (destination || skipped || source.text === "" || /[*?[\]{}$~`]/.test(source.text)) return undefined;
  const root = app ? `scif/apps/${app.text}` : "";
  const kept: string[] = [];
  for (const name of `${root}/${source.text}`.split("/")) {
    if (name === "..") kept.pop();
    else if (name !== "" && name !== ".") kept.push(name);
  }
  return `/${kept.join("/")}`;
};
