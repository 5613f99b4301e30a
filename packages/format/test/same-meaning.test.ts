/** The net: of edits that change what an engine reads none is kept, and the harmless ones are. */

import { expect, it } from "vitest";
import { withSameMeaning } from "../src/same-meaning.ts";

const text = "Bootstrap:docker\nFrom:debian\n%post\n  true\n";
const at = (what: string, replacement: string) => ({
  span: { start: text.indexOf(what), end: text.indexOf(what) + what.length },
  text: replacement,
});

it("keeps what no engine notices", () => {
  const edits = [at(":docker", ": docker"), at("From", "FROM")];
  expect(withSameMeaning(text, edits, { arguments: "keep" })).toEqual(edits);
});

it("drops the lines that change something, and only those", () => {
  const good = at(":docker", ": docker");
  const edits = [good, at("debian", "alpine"), at("  true", "    true")];
  expect(withSameMeaning(text, edits, { arguments: "keep" })).toEqual([good]);
});

it("drops a line's edits together", () => {
  const edits = [at("From", "FROM"), at("debian", "alpine")];
  expect(withSameMeaning(text, edits, { arguments: "keep" })).toEqual([]);
});
