/** What is done in an image, tried by this machine's own shell. */

import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { actionCommand } from "../../src/look/action.ts";

const run = (args: readonly string[], env: Readonly<Record<string, string>>) => {
  const [program, ...words] = actionCommand({ name: "exec", args, env, lent: undefined });
  return spawnSync(program, words, {
    encoding: "utf8",
    env: { PATH: process.env.PATH ?? "", GIVEN: "before" },
  });
};

it("passes words and variables on as they are", () => {
  const value = `it's "x"\n$HOME \`id\` \\`;
  const { stdout, status } = run(["sh", "-c", 'printf "%s|" "$GIVEN" "$@"; exit 7', "sh", value, ""], {
    GIVEN: value,
  });
  expect(stdout).toBe(`${value}|${value}||`);
  expect(status).toBe(7);
});
