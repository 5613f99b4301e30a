/** Work ahead: order kept, bound kept, failures in their turn. */

import { expect, test } from "vitest";
import { workAhead } from "../src/work-ahead.ts";

const soon = <Value>(value: Value): Promise<Value> =>
  new Promise((resolve) => setImmediate(() => resolve(value)));

test("results come in the order of the items, a bounded number ahead", async () => {
  let underWay = 0;
  let most = 0;
  const results: number[] = [];
  for await (const result of workAhead([5, 4, 3, 2, 1, 0], 3, async (item) => {
    underWay += 1;
    most = Math.max(most, underWay);
    for (let round = 0; round < item; round++) await soon(undefined);
    underWay -= 1;
    return item;
  }))
    results.push(result);
  expect(results).toEqual([5, 4, 3, 2, 1, 0]);
  expect(most).toBe(3);
});

test("a failure comes in its turn, after the results before it", async () => {
  const results: number[] = [];
  const read = async () => {
    for await (const result of workAhead([1, 2, 3, 4], 4, async (item) => {
      if (2 < item) throw new Error(`no ${item}`);
      return soon(item);
    }))
      results.push(result);
  };
  await expect(read()).rejects.toThrow("no 3");
  expect(results).toEqual([1, 2]);
});
