/** `--max-size 20G`. */

import { InvalidArgumentError } from "commander";

/** Bytes of a size such as `500M`, `20GB`, `1.5T`; units of a thousand. @throws InvalidArgumentError */
export const sizeOption = (text: string): number => {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)\s*([kMGT]?)B?$/i.exec(text) ?? [];
  if (number === undefined) throw new InvalidArgumentError('Write a size such as "500M" or "20G".');
  return Number(number) * 1000 ** ["", "k", "m", "g", "t"].indexOf(unit.toLowerCase());
};
