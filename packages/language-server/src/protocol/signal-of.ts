/** A request that is taken back, as the signal that all else in Node listens to. */

import type { CancellationToken } from "vscode-languageserver";

export const signalOf = (token: CancellationToken): AbortSignal => {
  const stop = new AbortController();
  if (token.isCancellationRequested) stop.abort();
  else token.onCancellationRequested(() => stop.abort());
  return stop.signal;
};
