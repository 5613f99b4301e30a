/** The pool in a program that waits for nothing else. */

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** Closes pools whose workers have answers on their way. */
const program = `
import { createDeflatePool } from ${JSON.stringify(new URL("../../src/compression/deflate-pool.ts", import.meta.url).href)};
const block = new Uint8Array(new SharedArrayBuffer(131072)).map((_, index) => (index * index) % 251);
for (let round = 0; round < 20; round++) {
  const pool = createDeflatePool(1, 2);
  const jobs = Array.from({ length: 12 }, () => pool.compress(block).catch(() => undefined));
  await jobs[round % 12];
  await pool.close();
}
console.log("done");
`;

test("is closed before the program ends, whatever is under way", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
  });
  expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: "done\n" });
});
