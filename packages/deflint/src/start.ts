/** Gives the real world to a program and its answer to the shell. */

import { nodePorts } from "./node-ports.ts";
import type { Ports } from "./ports.ts";

/** Runs a program with this process's arguments. */
export const start = async (
  run: (argv: readonly string[], ports: Ports) => Promise<number>,
): Promise<void> => {
  for (const stream of [process.stdout, process.stderr]) {
    // a reader that left (`deflint . | head`) is no failure of ours: go on, so that the exit code is right
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
    });
  }
  process.exitCode = await run(process.argv.slice(2), nodePorts());
};
