/** The program of a compression worker: blocks in, deflated blocks out. The build bundles it as a file of its own. */

import { parentPort, workerData } from "node:worker_threads";
import { zlib } from "libdeflate";
import { isIncompressible } from "./incompressible.ts";
import { shrunk } from "./shrunk.ts";

export interface DeflateJob {
  readonly id: number;
  readonly block: Uint8Array;
}

/** Neither output nor error: the block did not shrink. */
export interface DeflateAnswer {
  readonly id: number;
  readonly output?: Uint8Array;
  readonly error?: string;
}

const answerTo = ({ id, block }: DeflateJob): DeflateAnswer => {
  try {
    if (isIncompressible(block)) return { id };
    const output = shrunk(block, zlib(block, workerData));
    return output === undefined ? { id } : { id, output };
  } catch (error) {
    return { id, error: String(error) };
  }
};

parentPort?.on("message", (job: DeflateJob) => {
  const answer = answerTo(job);
  const transfer = answer.output?.buffer instanceof ArrayBuffer ? [answer.output.buffer] : [];
  parentPort?.postMessage(answer, transfer);
});
