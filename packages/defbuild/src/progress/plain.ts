/** For logs: a line when something is done, none while it is under way. */

import type { Ports } from "../ports.ts";
import type { Progress } from "./progress.ts";
import { createWords } from "./words.ts";

/** Lines on standard error. */
export const plainProgress = (ports: Ports): Progress => {
  const words = createWords(ports.now);
  return {
    tell: (event) => {
      const line = words(event);
      if (line !== undefined) ports.stderr.write(`${line}\n`);
    },
    end: () => {},
  };
};
