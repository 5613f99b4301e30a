/** What Enter does in VS Code: the first line of a body and the first continued line of a command go further in. */

import { expect, test } from "vitest";
import configuration from "../language-configuration.json" with { type: "json" };

/** What happens to the indentation behind the last of some lines, as VS Code chooses the rule. */
const onEnter = (...lines: readonly string[]): string => {
  const [before, line] = [lines.at(-2) ?? "", lines.at(-1) ?? ""];
  const rule = configuration.onEnterRules.find(
    ({ beforeText, previousLineText = "" }) =>
      new RegExp(beforeText).test(line) && new RegExp(previousLineText).test(before),
  );
  return rule?.action.indent ?? "none";
};

test("below a section line", () => {
  expect(onEnter("%post")).toBe("indent");
  expect(onEnter("From: a", "%post -c /bin/bash -e")).toBe("indent");
  expect(onEnter("From: ubuntu")).toBe("none");
  expect(onEnter("    %post")).toBe("none");
});

test("below a line that goes on, once", () => {
  expect(onEnter("", "    apt-get update \\")).toBe("indent");
  expect(onEnter("    cd /opt", "    apt-get update \\")).toBe("indent");
  expect(onEnter("    apt-get update \\", "        && apt-get clean \\")).toBe("none");
  expect(onEnter("    apt-get update \\", "        && apt-get clean")).toBe("none");
});
