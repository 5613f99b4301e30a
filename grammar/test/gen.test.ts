/** What is generated is committed, and fresh. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generated } from "../gen.ts";

test.each([...generated()])("%s is what `npm run gen` writes", (path, text) => {
  expect(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")).toBe(text);
});
