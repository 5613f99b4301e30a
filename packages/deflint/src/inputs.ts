/** From what was asked for on the command line to texts: files, folders walked for recipes, standard input. */

import { resolve, sep } from "node:path";
import { looksLikeRecipe, mayBeRecipe } from "@deftools/recipe";
import { recipesBelow } from "@deftools/recipe-files";
import { Failure, pathFailure } from "@deftools/trouble";
import type { Ports } from "./ports.ts";

/** No recipe comes near: the largest of 11,173 public ones has 36 kB. */
const MAX_BYTES = 1024 * 1024;

/** A text to lint. */
export interface Input {
  /** As reports name it. */
  readonly name: string;
  readonly text: string;
  /** Where a mended text goes: a file, or standard output for what came from standard input. */
  readonly origin: "file" | "stdin";
  /** Not UTF-8 throughout, so that writing it back would change more than was asked for. */
  readonly damaged: boolean;
}

/** What a walk passes over. */
export interface WalkOptions {
  /** Also what `.gitignore` files name. */
  readonly ignored?: "walk";
  /** Files that are named are passed over, too, if they do not read like recipes: for callers that know names only. */
  readonly detect?: boolean;
  /** Only these, by absolute path; of files that are named, too. */
  readonly only?: ReadonlySet<string>;
}

/**
 * Every input once, in the order asked for; what a folder holds is sorted by path.
 * What cannot be linted goes to `refuse`, and the rest is still given.
 */
export async function* inputs(
  ports: Ports,
  paths: readonly string[],
  stdinName: string,
  refuse: (failure: Failure) => void,
  walk: WalkOptions = {},
): AsyncGenerator<Input> {
  const seen = new Set<string>();
  for (const path of paths) {
    try {
      if (path === "") refuse(new Failure("deflint/unusable-path", "a path is empty"));
      else if (path === "-") {
        if (seen.has("-")) continue;
        seen.add("-");
        yield { name: stdinName, origin: "stdin", ...textOf(stdinName, await ports.readStdin(MAX_BYTES)) };
      } else if (isGlob(path) && !(await exists(ports, path))) {
        const { base, matches } = await globOf(path);
        const found = (await recipesIn(ports, base, walk, matches)).filter(({ name }) => matches(name));
        if (found.length === 0) refuse(new Failure("deflint/no-recipes", `no recipes match "${path}"`));
        for (const input of found) if (isNew(seen, ports, input.name)) yield input;
      } else if ((await ports.kindOf(path)) === "folder") {
        const found = await recipesIn(ports, path, walk);
        if (found.length === 0 && !walk.only)
          refuse(
            new Failure("deflint/no-recipes", `no recipes in "${path}"`, {
              hint: "looked for Singularity, Singularity.*, Apptainer and *.def; name a file to have it read whatever it is called",
            }),
          );
        for (const input of found) if (isNew(seen, ports, input.name)) yield input;
      } else if (isNew(seen, ports, path) && isWanted(ports, walk, path)) {
        const read = textOf(path, await ports.readFile(path, MAX_BYTES));
        if (!walk.detect || looksLikeRecipe(read.text)) yield { name: path, origin: "file", ...read };
      }
    } catch (error) {
      refuse(asFailure(path, error));
    }
  }
}

const isNew = (seen: Set<string>, ports: Ports, path: string): boolean => {
  const full = resolve(ports.cwd, path);
  if (seen.has(full)) return false;
  seen.add(full);
  return true;
};

const isWanted = ({ cwd }: Ports, { only }: WalkOptions, path: string): boolean =>
  !only || only.has(resolve(cwd, path));

/** Shells expand globs themselves; those that are quoted, and those of `**`, come here. */
const isGlob = (path: string): boolean => /[*?[{]/.test(path);

const globOf = async (glob: string) => {
  // most runs have no glob to match
  const { default: picomatch } = await import("picomatch");
  const { base } = picomatch.scan(glob);
  const matcher = picomatch(glob.replace(/^\.\//, ""));
  return { base: base === "" ? "." : base, matches: (path: string) => matcher(path.split(sep).join("/")) };
};

const exists = async (ports: Ports, path: string): Promise<boolean> => {
  try {
    await ports.kindOf(path);
    return true;
  } catch (error) {
    if (asFailure(path, error).message.includes("does not exist")) return false;
    throw error;
  }
};

/**
 * The recipes below a folder, files of other names too if a glob asks for them; what is no recipe, or no text at all, is passed
 * over.
 */
const recipesIn = async (
  ports: Ports,
  folder: string,
  walk: WalkOptions,
  named: (path: string) => boolean = () => false,
): Promise<readonly Input[]> => {
  const paths = await recipesBelow(ports, folder, {
    ...(walk.ignored && { ignored: walk.ignored }),
    accepts: (path, name) => (mayBeRecipe(name) || named(path)) && isWanted(ports, walk, path),
  });
  const found: Input[] = [];
  for (const path of paths) {
    const bytes = await ports.readFile(path, MAX_BYTES);
    if (MAX_BYTES < bytes.length || bytes.includes(0)) continue;
    const read = textOf(path, bytes);
    if (looksLikeRecipe(read.text)) found.push({ name: path, origin: "file", ...read });
  }
  return found;
};

/** @throws Failure "deflint/too-large", "deflint/not-text" */
const textOf = (name: string, bytes: Uint8Array): { readonly text: string; readonly damaged: boolean } => {
  if (MAX_BYTES < bytes.length)
    throw new Failure("deflint/too-large", `"${name}" is larger than 1 MiB`, {
      hint: "no definition file is that large; is it an image?",
    });
  if (/^(?:fffe|feff)/.test(Buffer.from(bytes.subarray(0, 2)).toString("hex")))
    throw new Failure("deflint/not-text", `"${name}" is UTF-16, which no engine reads`, {
      hint: "save it as UTF-8",
    });
  if (bytes.includes(0))
    throw new Failure("deflint/not-text", `"${name}" is not a text file`, {
      hint: "it has NUL bytes; if it is text, save it as UTF-8",
    });
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return { text, damaged: text.includes("\uFFFD") };
};

/** The system's trouble with a path. @throws what is no trouble of the system */
export const asFailure = (path: string, error: unknown): Failure =>
  pathFailure("deflint/unusable-path", path, error);
