/** Durations on the command line: `90s`, `30m`, `2h`, `7d`. */

import { InvalidArgumentError } from "commander";

/** In milliseconds. */
export const durationOption = (text: string): number => {
  const [, number = "", unit = ""] = /^(\d{1,9})(s|m|h|d)$/.exec(text) ?? [];
  const length = units.get(unit);
  if (length === undefined || Number(number) === 0)
    throw new InvalidArgumentError("write 90s, 30m, 2h or 7d.");
  return Number(number) * length;
};

const units: ReadonlyMap<string, number> = new Map([
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);
