/** Worker threads that deflate blocks. They start when first needed and do not keep a process alive while they have nothing to do. */

import { Worker } from "node:worker_threads";
import { Bug, Failure } from "@deftools/trouble";
import type { DeflateAnswer, DeflateJob } from "./deflate-worker.ts";

export interface DeflatePool {
  compress(block: Uint8Array): Promise<Uint8Array | undefined>;
  /** Whether there is a thread already, or will never be one. */
  isStarted(): boolean;
  close(): Promise<void>;
}

/** Beside this file: in the source as TypeScript, in a bundle as the file that the build puts there. */
const workerUrl = (): URL =>
  new URL(import.meta.url.endsWith(".ts") ? "./deflate-worker.ts" : "./deflate-worker.js", import.meta.url);

/** A pool of at most `size` workers. @param url what the workers run; tests give a broken one */
export const createDeflatePool = (level: number, size: number, url: URL = workerUrl()): DeflatePool => {
  const members: Member[] = [];
  let closed = false;

  /** A new worker as long as every one is busy, then the one with the fewest jobs. */
  const freest = (): Member => {
    let best: Member | undefined;
    for (const member of members)
      if (best === undefined || member.waiting.size < best.waiting.size) best = member;
    if (best !== undefined && (best.waiting.size === 0 || size <= members.length)) return best;
    const member = startMember(url, level);
    members.push(member);
    return member;
  };

  return {
    compress: (block) =>
      closed ? Promise.reject(new Bug("a closed compressor was given a block")) : freest().run(block),
    isStarted: () => closed || 0 < members.length,
    close: async () => {
      closed = true;
      await Promise.all(members.map((member) => member.stop()));
    },
  };
};

interface Member {
  readonly waiting: Map<number, Waiting>;
  run(block: Uint8Array): Promise<Uint8Array | undefined>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly block: Uint8Array;
  resolve(output: Uint8Array | undefined): void;
  reject(error: Error): void;
}

const startMember = (url: URL, level: number): Member => {
  // Without its own empty list a worker inherits flags that only make sense for the main program.
  const worker = new Worker(url, { workerData: level, execArgv: [] });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let lost: Failure | undefined;

  /** Whatever ends a worker, nobody may wait for it for ever. */
  const lose = (reason: string, cause?: unknown): void => {
    lost ??= new Failure("squashfs/compression-failed", `a compression worker was lost: ${reason}`, {
      cause,
    });
    for (const { reject } of waiting.values()) reject(lost);
    waiting.clear();
  };

  worker.unref();
  worker.on("error", (error) => lose(error instanceof Error ? error.message : String(error), error));
  worker.on("messageerror", (error) => lose("its answer could not be read", error));
  worker.on("exit", (code) => lose(`it ended with code ${code}`));
  worker.on("message", (answer: DeflateAnswer) => {
    const asker = waiting.get(answer.id);
    waiting.delete(answer.id);
    // while it is being ended, somebody waits for that: the process must not end before
    if (waiting.size === 0 && lost === undefined) worker.unref();
    const { length, output, error } = answer;
    if (error === undefined) asker?.resolve(length === undefined ? output : asker.block.subarray(0, length));
    else asker?.reject(new Failure("squashfs/compression-failed", `cannot compress a block: ${error}`));
  });

  return {
    waiting,
    run: (block) =>
      new Promise((resolve, reject) => {
        if (lost !== undefined) return reject(lost);
        lastId += 1;
        if (waiting.size === 0) worker.ref();
        waiting.set(lastId, { block, resolve, reject });
        const job: DeflateJob = { id: lastId, block };
        worker.postMessage(job);
      }),
    stop: async () => {
      lose("the compressor was closed");
      await worker.terminate();
    },
  };
};
