/** Threads that lint find what one thread finds, in the same order. */

import { run } from "@deftools/deflint";
import { parse } from "@deftools/grammar";
import { lint, resolveConfiguration } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { understand } from "@deftools/recipe";
import { expect, it } from "vitest";
import { lintPool } from "../src/threads/lint-pool.ts";
import { startLintThread } from "../src/threads/node-lint-thread.ts";
import { memoryWorld } from "./memory-ports.ts";

const texts = Array.from(
  { length: 700 },
  (_, number) =>
    `Bootstrap: docker\nFrom: ubuntu:2${number}\n%post\n    apt-get install gcc${number}\n${"    cd /x && make\n".repeat(number % 5)}`,
);

it("gives the same report with threads and without, in the order of the names", async () => {
  const world = memoryWorld(texts.map((text, number) => [`/all/${1000 + number}.def`, text] as const));
  const words = ["--format", "compact", "--rule", "DEF604=error", "all"];
  expect(await run(words, world.ports)).toBe(1);
  const threaded = world.said();
  expect(await run(words, { ...world.ports, processors: 1 })).toBe(1);
  expect(threaded).toBe(world.said());
  expect(threaded.split("\n").length).toBeGreaterThan(texts.length);
});

it("lints in real threads, by the settings it is told", async () => {
  const pool = lintPool(startLintThread, 2);
  try {
    for (const configuration of [{}, { rules: { DEF701: "off" } }] as const) {
      const effective = resolveConfiguration([{ source: "test", configuration }], rules);
      const some = texts.slice(0, 6);
      const answers = await Promise.all(some.map((text) => pool.lint(text, effective, false)));
      for (const [index, text] of some.entries()) {
        const findings = lint(understand(parse(text)), effective.rules, effective.settings);
        expect(answers[index]).toEqual({ findings, mistakes: [] });
      }
    }
  } finally {
    pool.end();
  }
});
