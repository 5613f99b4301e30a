/** What must hold before tests say anything: types, lint and format of the sources. `npm run check`. */

import { spawnSync } from "node:child_process";

const commands: readonly (readonly [string, ...string[]])[] = [
  ["tsc", "-p", "."],
  ["biome", "check", "--error-on-warnings", "."],
];

for (const [command, ...rest] of commands) {
  const { status } = spawnSync(command, rest, { stdio: "inherit" });
  if (status !== 0) process.exit(1);
}
