/** Asynchronous work on a list, some items ahead of who waits for the results. */

/** The results in the order of the items; at most `ahead` are under way or waiting. */
export async function* workAhead<Item, Result>(
  items: Iterable<Item>,
  ahead: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const underWay: Promise<Result>[] = [];
  for (const item of items) {
    const result = work(item);
    // Whoever leaves early must not be hit by what fails later; the first failure is thrown in its turn.
    result.catch(() => {});
    underWay.push(result);
    const first = ahead <= underWay.length ? underWay.shift() : undefined;
    if (first !== undefined) yield await first;
  }
  for (const result of underWay) yield await result;
}
