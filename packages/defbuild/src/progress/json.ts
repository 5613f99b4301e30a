/** For programs: an event per line, as JSON, on standard error. */

import type { Ports } from "../ports.ts";
import type { Progress } from "./progress.ts";

/** Times are milliseconds since the start of the build. Bytes of a layer are told ten times a second at most. */
export const jsonProgress = ({ stderr, now }: Ports): Progress => {
  const start = now();
  const told = new Map<string, number>();
  return {
    tell: (event) => {
      const time = Math.round(now() - start);
      if (event.kind === "layer-progress") {
        if (time < (told.get(event.digest) ?? -PAUSE_MS) + PAUSE_MS) return;
        told.set(event.digest, time);
      }
      stderr.write(`${JSON.stringify({ time, ...event })}\n`);
    },
    end: () => {},
  };
};

const PAUSE_MS = 100;
