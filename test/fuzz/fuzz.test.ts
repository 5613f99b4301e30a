/** A short fuzz run; `npm run fuzz -- --runs 1000000` is the long one. */

import { expect, it } from "vitest";
import { fuzz } from "./run.ts";

it("keeps the laws of reading on 5,000 mutated recipes", () => {
  const { failures } = fuzz({ runs: 5_000, seed: 1 });
  expect(failures).toEqual([]);
});
