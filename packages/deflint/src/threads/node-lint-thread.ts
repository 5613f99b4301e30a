/** A thread of Node's that lints. */

import { Worker } from "node:worker_threads";
import { Bug } from "@deftools/trouble";
import type { LintAnswer, LintMessage } from "./lint-job.ts";
import type { LintThread } from "./lint-pool.ts";

/** Beside this file: in the source as TypeScript, in a bundle as the file that the build puts there. */
const workerUrl = (): URL =>
  new URL(import.meta.url.endsWith(".ts") ? "./lint-worker.ts" : "./lint-worker.js", import.meta.url);

export const startLintThread = (): LintThread => {
  // without its own empty list a worker inherits flags that only make sense for the main program
  const worker = new Worker(workerUrl(), { execArgv: [] });
  const waiting = new Map<number, PromiseWithResolvers<LintAnswer>>();
  let asked = 0;
  let lost: Error | undefined;
  const post = (message: LintMessage) => worker.postMessage(message);
  /** Whatever ends the thread, nobody may wait for it for ever. */
  const lose = (error: Error): void => {
    lost ??= error;
    for (const { reject } of waiting.values()) reject(lost);
    waiting.clear();
  };
  worker.on("message", ({ number, ...answer }: LintAnswer & { readonly number: number }) => {
    waiting.get(number)?.resolve(answer);
    waiting.delete(number);
    // a thread with nothing to do keeps no program from ending
    if (waiting.size === 0) worker.unref();
  });
  worker.on("error", (error) => lose(new Bug("a thread that lints was lost", { cause: error })));
  worker.on("exit", () => lose(new Bug("a thread that lints has ended")));
  return {
    tell: (by, settings) => post({ kind: "settings", by, settings }),
    lint: (by, text) => {
      if (lost) return Promise.reject(lost);
      const answer = Promise.withResolvers<LintAnswer>();
      const number = asked++;
      waiting.set(number, answer);
      worker.ref();
      post({ kind: "text", by, text, number });
      return answer.promise;
    },
    end: () => {
      worker.removeAllListeners("exit");
      worker.terminate();
    },
  };
};
