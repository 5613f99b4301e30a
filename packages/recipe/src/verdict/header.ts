/**
 * How an engine reads a header: keys, comments, continuations.
 * Source: apptainer `pkg/build/types/parser/deffile.go` doHeader@v1.4.5.
 */

import type { Span } from "@deftools/text";
import { splitN, toLower, trimSpace } from "./go-text.ts";
import { crash, refuse } from "./refusal.ts";
import type { Line } from "./scan.ts";

/** What of an engine matters to its header. */
export interface HeaderDialect {
  /** Lower-case keys; `otherurl&n` stands for `otherurl` with any number behind it. */
  readonly keys: ReadonlySet<string>;
  /** A value that ends in `\` goes on in the next line (since 3.4.0). */
  readonly continuations: boolean;
  /** Any key is taken, and a line without a colon is passed over (2.x). */
  readonly anyKey: boolean;
  /** What a key that stands twice does. */
  readonly doubledKeys: "refused" | "last wins";
}

/** The header's keys and values; `undefined` when no line holds one. */
export const readHeader = (
  lines: readonly Line[],
  dialect: HeaderDialect,
): Readonly<Record<string, string>> | undefined => {
  const header = new Map<string, string>();
  let pending: { readonly key: string; readonly value: string; readonly span: Span } | undefined;
  for (const { text, span } of withoutBlankEnd(lines)) {
    const line = trimSpace(text);
    if (line === "" || line.startsWith("#")) {
      if (pending && pending.key !== "")
        crash(
          "assignment to entry in nil map",
          pending.span,
          `the value of "${pending.key}" goes on after "\\", but a ${line === "" ? "blank line" : "comment"} follows`,
          'remove the "\\", or the line after it',
        );
      continue;
    }
    if (dialect.anyKey && !line.includes(":")) continue;
    const content = line.split("#")[0] ?? "";
    const entry: { key: string; value: string } =
      pending && pending.value !== "" ? carryOn(pending, content) : split(content, span);
    // after `Key: \\` with nothing before the backslash the engine forgets that it waits for more, but not for which key
    if (pending && pending.value !== "") pending = undefined;
    if (dialect.continuations && entry.value.endsWith("\\")) {
      const value = entry.value.slice(0, -1);
      pending = { key: entry.key, value: value.endsWith("\\n") ? `${value.slice(0, -2)}\n` : value, span };
      continue;
    }
    if (dialect.doubledKeys === "refused" && header.has(entry.key))
      refuse(
        `Duplicate bootstrap definition key found: '${entry.key}'`,
        span,
        `"${entry.key}" stands above already`,
        "keep one of the two lines",
      );
    if (
      !dialect.anyKey &&
      !dialect.keys.has(entry.key) &&
      !dialect.keys.has(entry.key.replace(/[0-9]+$/, "&n"))
    )
      refuse(
        `failed to parse deffile header: invalid header keyword found: ${entry.key}`,
        span,
        `"${entry.key}" is no header keyword of this engine`,
        "correct its spelling, or remove the line",
      );
    header.set(entry.key, entry.value);
  }
  return header.size === 0 ? undefined : Object.fromEntries(header);
};

const withoutBlankEnd = (lines: readonly Line[]): readonly Line[] =>
  lines.slice(0, lines.findLastIndex(({ text }) => trimSpace(text) !== "") + 1);

const carryOn = (pending: { readonly key: string; readonly value: string }, content: string) => ({
  key: pending.key,
  value: pending.value + trimSpace(content),
});

const split = (content: string, span: Span) => {
  const [key = "", value] = splitN(content, ":", 2);
  if (value === undefined)
    return refuse(
      `failed to parse deffile header: header key ${key} had no val`,
      span,
      "a header line needs a colon between key and value",
      'write "Key: value", put "#" before it, or begin a section above it',
    );
  return { key: toLower(trimSpace(key)), value: trimSpace(value) };
};
