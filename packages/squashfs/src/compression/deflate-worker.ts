/** The program of a compression worker: blocks in, deflated blocks out. The build bundles it as a file of its own. */

import { parentPort, workerData } from "node:worker_threads";
import { deflateBlock } from "./deflate-block.ts";

export interface DeflateJob {
  readonly id: number;
  readonly block: Uint8Array;
}

export interface DeflateAnswer {
  readonly id: number;
  /** Of the result, which is in the memory of the block; undefined when the block did not shrink. */
  readonly length?: number;
  /** The result of a block that is not on shared memory. */
  readonly output?: Uint8Array;
  readonly error?: string;
}

const answerTo = ({ id, block }: DeflateJob): DeflateAnswer => {
  try {
    const output = deflateBlock(block, workerData);
    if (output === undefined) return { id };
    if (!(block.buffer instanceof SharedArrayBuffer)) return { id, output };
    block.set(output);
    return { id, length: output.length };
  } catch (error) {
    return { id, error: String(error) };
  }
};

parentPort?.on("message", (job: DeflateJob) => parentPort?.postMessage(answerTo(job)));
