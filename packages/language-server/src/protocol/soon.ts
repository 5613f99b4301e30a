/** An answer from the world, if it comes soon: nobody waits for a registry with an open list of proposals. */

import type { CancellationToken } from "vscode-languageserver";

/** What `answer` gives within `patienceMs`, and before the request is taken back; else nothing. */
export const soon = async <Value>(
  answer: Promise<Value | undefined>,
  token: CancellationToken,
  patienceMs = 2_000,
): Promise<Value | undefined> => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const patience = setTimeout(resolve, patienceMs);
  const taken = token.onCancellationRequested(() => resolve(undefined));
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(patience);
    taken.dispose();
  }
};
