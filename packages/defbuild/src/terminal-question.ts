/** Questions on the terminal; answers come from standard input, a line each. */

import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Asks on standard error, since standard output is for results. Without echo nothing of the answer is shown. */
export const askTerminal = async (
  question: string,
  { echo }: { readonly echo: boolean },
): Promise<string> => {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input: process.stdin,
    output: echo ? process.stderr : nowhere,
    terminal: process.stdin.isTTY === true,
  });
  try {
    return await lines.question("");
  } finally {
    lines.close();
    if (!echo) process.stderr.write("\n");
  }
};
