/** Programs that are run to their end, at once or behind all others. */

import { constants } from "node:os";
import { expect, test } from "vitest";
import { runProgram, runProgramQuietly } from "../src/index.ts";

/** Its own priority, once its start is over. */
const PRIORITY = "setTimeout(() => console.log(require('os').getPriority()), 200)";

test("the quiet one leaves the processor to others", async () => {
  const priorityOf = async (run: typeof runProgram) =>
    Number((await run(process.execPath, ["-e", PRIORITY])).stdout);
  expect(await priorityOf(runProgramQuietly)).toBe(constants.priority.PRIORITY_LOW);
  expect(await priorityOf(runProgram)).toBeLessThan(constants.priority.PRIORITY_LOW);
});

test("both tell the end and the answer, and what cannot be started", async () => {
  const script = "process.stdin.pipe(process.stdout); process.exitCode = 3; console.error('said')";
  for (const run of [runProgram, runProgramQuietly]) {
    expect(await run(process.execPath, ["-e", script], "given")).toEqual({
      code: 3,
      stdout: "given",
      stderr: "said\n",
    });
    await expect(run("/no/such/program", [])).rejects.toMatchObject({ code: "ENOENT" });
    const stop = AbortSignal.timeout(100);
    await expect(run(process.execPath, ["-e", "setTimeout(() => {}, 60000)"], "", stop)).rejects.toThrow();
  }
});
