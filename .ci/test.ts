/**
 * `npm test`: types and style, the bundled programs, then every test; what is given on the command line goes to vitest.
 * Tests of real programs that are not on this machine are skipped by name; with REQUIRE_REAL=1 they fail.
 */

import { spawnSync } from "node:child_process";
import { buildPrograms } from "./build.ts";

const say = (text: string): void => console.log(`\n— ${text}`);

say("types and style");
run("node", ".ci/check.ts");
say("bundling the programs");
for (const file of await buildPrograms()) console.log(file);
say("tests");
run("vitest", "run", ...process.argv.slice(2));

function run(command: string, ...args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
