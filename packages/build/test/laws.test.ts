/** Laws that hold for any text. */

import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { goJson } from "../src/container-files/go-json.ts";
import { singleQuote } from "../src/container-files/single-quote.ts";
import { expandBraces } from "../src/host-files/braces.ts";
import { matches } from "../src/host-files/wildcard.ts";

const text = fc.string({ unit: "grapheme", maxLength: 40 }).filter((value) => !value.includes("\0"));

it("a shell reads a quoted text as it was", () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 50 }), (words) => {
      const script = words.map((word) => `printf '%s\\0' ${singleQuote(word)}\n`).join("");
      const { stdout } = spawnSync("/bin/sh", { input: script, encoding: "utf8" });
      expect(stdout.split("\0").slice(0, -1)).toEqual(words);
    }),
    { numRuns: 30 },
  );
});
it("JSON in Go's hand says the same", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(goJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
it("a name whose wildcards are escaped is taken by its own pattern, and by a star", () => {
  fc.assert(
    fc.property(text, (name) => {
      const pattern = name.replace(/[\\*?[]/g, "\\$&");
      expect(matches(pattern, name)).toBe(true);
      expect(matches("*", name)).toBe(!name.startsWith("."));
    }),
  );
});
it("braces of plain words stand for each of them, in order", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{0,3}$/), { minLength: 2, maxLength: 5 }), (words) => {
      expect(expandBraces(`x{${words.join(",")}}y`)).toEqual(words.map((word) => `x${word}y`));
    }),
  );
});
