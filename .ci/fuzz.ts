/** The long fuzz run: `npm run fuzz -- --runs 1000000 [--seed N]`. Prints what breaks a law, as small as it gets. */

import { parseArgs } from "node:util";
import { fuzz } from "../test/fuzz/run.ts";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "100000" }, seed: { type: "string", default: "1" } },
});
const runs = Number(values.runs);
const start = performance.now();
const seconds = (): string => ((performance.now() - start) / 1000).toFixed(1);
const { failures, slowestMs } = fuzz({
  runs,
  seed: Number(values.seed),
  progress: (done) => {
    if (done % 100_000 === 0) console.log(`${done} inputs, ${seconds()} s`);
  },
});
for (const { seed, reason, text } of failures)
  console.log(`\nseed ${seed}: ${reason}\n${JSON.stringify(text)}`);
console.log(
  `${runs} inputs, ${failures.length} failures, slowest ${slowestMs.toFixed(1)} ms, ${seconds()} s in all`,
);
process.exit(failures.length === 0 ? 0 : 1);
