/** A few tasks at a time: order, bound, and that nothing works on after a failure. */

import { expect, it } from "vitest";
import { bounded } from "../src/bounded.ts";

/** Lets other tasks go on. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it("gives results in the order of the items, whatever ends first", async () => {
  const results = await bounded([3, 1, 2], 3, async (turns) => {
    for (let done = 0; done < turns; done += 1) await turn();
    return turns * 10;
  });
  expect(results).toEqual([30, 10, 20]);
});
it("keeps to the bound", async () => {
  let running = 0;
  let most = 0;
  await bounded([1, 2, 3, 4, 5], 2, async () => {
    running += 1;
    most = Math.max(most, running);
    await turn();
    running -= 1;
  });
  expect(most).toBe(2);
});
it("throws the first failure after all have ended, tells the others, and starts no more", async () => {
  const seen: string[] = [];
  const all = bounded(["fails", "waits", "late"], 2, async (name, signal) => {
    seen.push(name);
    if (name === "fails") throw new Error("first");
    while (!signal.aborted) await turn();
    seen.push(`${name} ended`);
    throw new Error("second");
  });
  await expect(all).rejects.toThrow("first");
  expect(seen).toEqual(["fails", "waits", "waits ended"]);
});
it("passes on the signal from outside", async () => {
  const stop = new AbortController();
  const all = bounded(
    [1],
    1,
    async (_item, signal) => {
      stop.abort(new Error("stopped"));
      signal.throwIfAborted();
    },
    { signal: stop.signal },
  );
  await expect(all).rejects.toThrow("stopped");
});
