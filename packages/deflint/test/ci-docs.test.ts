/** The commands that docs/ci.md shows are commands that work. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { run } from "@deftools/deflint";
import { expect, it } from "vitest";
import { memoryWorld } from "./memory-ports.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../../docs/ci.md"), "utf8");
const fenced = [...page.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, body = ""]) => body).join("\n");

/** In a step of a workflow, a line of a job or a console, up to a pipe. */
const commands = [
  ...fenced.matchAll(/(?:^\s*-\s+(?:run:\s+)?|^\$ )deflint ([^|\n]*)/gm),
  ...page.matchAll(/`deflint (-[^`|\\]*)/g),
].map(([, words = ""]) => words.trim());

it.each(commands)("deflint %s", async (words) => {
  const world = memoryWorld([["/a.def", "Bootstrap: docker\nFrom: ubuntu\n"]], {
    runProgram: async () => ({ code: 0, stdout: "/\0a.def\0", stderr: "" }),
  });
  // the baseline of one command is that of the one before
  await run(["-q", "--write-baseline", "--baseline", ".deflint-baseline.json", "."], world.ports);
  world.said();
  const code = await run(words.split(/\s+/), world.ports);
  expect([0, 1], world.said()).toContain(code);
  for (const [, format, path = ""] of words.matchAll(/--output-file (\w+)=(\S+)/g))
    expect(world.files.get(`/${path}`), format).toBeDefined();
});

it("finds the commands of every system on the page", () => {
  expect(commands.length).toBeGreaterThanOrEqual(6);
});
