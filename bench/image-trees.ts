/** Trees for the image benchmark, the same every time: source code, tables of numbers, and noise, as images hold libraries, data and archives. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A tree to be made. */
export interface GeneratedTree {
  readonly name: string;
  readonly files: number;
  /** Of a file on average, in bytes. */
  readonly size: number;
}

/** Makes it below a folder that is not there yet. */
export const makeTree = (folder: string, { files, size }: GeneratedTree): void => {
  const random = createRandom();
  const content = Buffer.alloc(2 * size);
  for (let file = 0; file < files; file += 1) {
    const place = join(folder, `lib${file % 20}`, `d${file % foldersOf(files)}`);
    if (file < 20 * foldersOf(files)) mkdirSync(place, { recursive: true });
    const bytes = content.subarray(0, 1 + (random() % (2 * size - 1)));
    kinds[file % kinds.length]!(bytes, random);
    writeFileSync(join(place, `f${file}.py`), bytes);
  }
};

const foldersOf = (files: number): number => Math.max(1, Math.round(files / 2000));

type Random = () => number;

/** Whole numbers of 24 bits (Numerical Recipes' linear congruence; its low bits are poor). */
const createRandom = (): Random => {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
};

const code = (bytes: Buffer, random: Random): void => {
  for (let at = 0; at < bytes.length; )
    at += bytes.write(words[random() % words.length]!, at, "latin1") || bytes.length;
};

const table = (bytes: Buffer, random: Random): void => {
  bytes.fill(0);
  for (let at = 0, row = 0; at + 8 <= bytes.length; at += 8, row += 1) {
    bytes.writeUInt32LE(row, at);
    bytes.writeUInt16LE(random() % 5000, at + 4);
  }
};

const noise = (bytes: Buffer, random: Random): void => {
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = random() >>> 16;
};

/** Half code, a quarter tables, a quarter noise. */
const kinds = [code, table, code, noise] as const;

const words: readonly string[] = [
  ..."abcdefghijklmnopqrstuvwxyz".split("").map((letter) => `${letter}_`),
  ..."import from def return class self None True False for while with yield lambda assert raise try except"
    .split(" ")
    .map((word) => `${word} `),
  ..."value index array shape dtype name path buffer offset length result error message config context"
    .split(" ")
    .flatMap((word) => [word, `${word}s = `, `self.${word}`, `${word}(`]),
  ...["\n", "\n    ", "\n        ", "):\n        ", ", ", " + ", "[0]", '"', " == ", "# "],
];
