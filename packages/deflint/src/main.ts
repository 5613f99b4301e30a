/** The program `deflint`: gives the real world to `run` and its answer to the shell. */

import { run } from "./cli.ts";
import { nodePorts } from "./node-ports.ts";

for (const stream of [process.stdout, process.stderr]) {
  // a reader that left (`deflint . | head`) is no failure of ours: lint on, so that the exit code is right
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
  });
}

process.exitCode = await run(process.argv.slice(2), nodePorts());
