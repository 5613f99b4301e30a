/** `--jobs 4`. */

import { InvalidArgumentError } from "commander";

/** Reads the option's value. @throws InvalidArgumentError */
export const jobsOption = (text: string): number => {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number < 1) throw new InvalidArgumentError("Write a number from 1 to 9999.");
  return number;
};
