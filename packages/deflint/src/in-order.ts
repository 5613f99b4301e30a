/** Several things under way at once, their results in the order the things came. */

/** Keeps up to `width` calls of `work` going; they must not reject, since a result may wait long for its turn. */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const going: Promise<Result>[] = [];
  for await (const item of items) {
    going.push(work(item));
    const first = width <= going.length ? going.shift() : undefined;
    if (first) yield await first;
  }
  for (const each of going) yield await each;
}
