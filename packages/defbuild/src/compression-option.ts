/** `--compression gzip[:N]|zstd[:N]`. */

import type { Compression } from "@deftools/build";
import { InvalidArgumentError } from "commander";

/** Reads the option's value. @throws InvalidArgumentError */
export const compressionOption = (text: string): Compression => {
  const [, name, level] = /^(gzip|zstd)(?::(\d{1,2}))?$/.exec(text) ?? [];
  if (name !== "gzip" && name !== "zstd")
    throw new InvalidArgumentError('Write "gzip" or "zstd", with a level if you like: "zstd:19".');
  const last = name === "gzip" ? 12 : 22;
  const number = level === undefined ? undefined : Number(level);
  if (number !== undefined && (number < 1 || last < number))
    throw new InvalidArgumentError(`Levels of ${name} go from 1 to ${last}.`);
  return { name, ...(number !== undefined && { level: number }) };
};
