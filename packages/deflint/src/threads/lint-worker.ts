/** What runs in a thread that lints: each text is answered with its findings. */

import { parentPort } from "node:worker_threads";
import { rules } from "@deftools/lint/rules";
import { answering, type LintMessage } from "./lint-job.ts";

const answer = answering(rules);

parentPort?.on("message", (message: LintMessage) => {
  const found = answer(message);
  if (found && message.kind === "text") parentPort?.postMessage({ number: message.number, ...found });
});
