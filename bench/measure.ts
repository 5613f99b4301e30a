/** How long something takes, so that one slow moment of the machine does not count. */

/** The median of many runs in microseconds, after as many runs to warm up as fit in a third of a second. */
export const median = (work: () => unknown): number => {
  const warmUntil = performance.now() + 300;
  while (performance.now() < warmUntil) work();
  const times: number[] = [];
  const until = performance.now() + 700;
  while (times.length < 15 || performance.now() < until) {
    const start = performance.now();
    work();
    times.push((performance.now() - start) * 1000);
  }
  return times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
};
