/** Guesses must be near, or they send people astray. */

import { nearest } from "@deftools/lint";
import { expect, it } from "vitest";

const sections = ["post", "test", "help", "labels", "environment", "appinstall", "runscript"];

it.each([
  ["tests", "test"],
  ["Label", "labels"],
  ["enviornment", "environment"],
  ["hlep", "help"],
  ["runscritp", "runscript"],
  ["install", undefined],
  ["clean", undefined],
  ["p", undefined],
  ["x".repeat(100_000), undefined],
])("%.20s → %s", (word, expected) => {
  expect(nearest(word, sections)).toBe(expected);
});
