/** Which proposals ask for what comes next. */

import { expect, it } from "vitest";
import { goingOn, isBeginning } from "../src/going-on.ts";

it.each([
  ["From: ", true],
  ["quay.io/", true],
  ["disable-line=", true],
  ["Stage: ", false],
  ["PATH=", false],
  ["VERSION }}", false],
  ["Author ", false],
  ["24.04", false],
])("%j", (text, going) => {
  expect(isBeginning(text)).toBe(going);
  expect("command" in goingOn({ label: text, insertText: text })).toBe(going);
});
