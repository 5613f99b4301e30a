/** JSON as Go's encoding/json writes it, which readers of SIF metadata compare byte for byte (Go 1.22, encoding/json#Marshal). */

/** A value as one line, or indented with tabs. Keys come in the order of the object. */
export const goJson = (value: unknown, { indent = "" }: { readonly indent?: "" | "\t" } = {}): string =>
  JSON.stringify(value, undefined, indent).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** The entries of a map as Go marshals it: sorted by the bytes of their keys. */
export const sortedByKey = <Value>(map: ReadonlyMap<string, Value>): Readonly<Record<string, Value>> =>
  Object.fromEntries([...map].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
