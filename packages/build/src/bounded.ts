/** Many tasks, a few at a time. */

/**
 * Runs `task` for every item, at most `limit` at once, and gives the results in the order of the items. When one fails the signal of
 * the others is aborted; only after all have ended the first failure is thrown, so that nothing works on unseen.
 */
export const bounded = async <Item, Result>(
  items: readonly Item[],
  limit: number,
  task: (item: Item, signal: AbortSignal) => Promise<Result>,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly Result[]> => {
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const results = new Array<Result>(items.length);
  const failures: unknown[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < items.length && failures.length === 0; at = next++) {
      try {
        results[at] = await task(items[at]!, either);
      } catch (error) {
        failures.push(error);
        stop.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  if (failures.length > 0) throw failures[0];
  return results;
};
