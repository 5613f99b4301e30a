/** What is built: a recipe, or an image from wherever it is. */

import { open, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { parseSource, type Source } from "@deftools/oci";
import { isSif } from "@deftools/sif";
import { Failure } from "@deftools/trouble";
import { readRecipe } from "./recipe-file.ts";

/** A recipe as text, or a source. */
export type Input =
  | { readonly kind: "recipe"; readonly name: string; readonly text: string }
  | { readonly kind: "source"; readonly source: Source };

/** Looks at what is named: a URI by its prefix, a folder, an image by its first bytes; all else is a recipe. */
export const readInput = async (name: string, cwd: string): Promise<Input> => {
  const source = readSource(name);
  if (source.kind !== "path") return { kind: "source", source };
  return (await isImage(resolve(cwd, name)))
    ? { kind: "source", source }
    : { kind: "recipe", name, text: await readRecipe(name, cwd) };
};

/** A source as it is written. @throws Failure "defbuild/bad-source" */
export const readSource = (text: string): Source => {
  const parsed = parseSource(text);
  if ("source" in parsed) return parsed.source;
  throw new Failure("defbuild/bad-source", parsed.problem.message, {
    hint: /^shub:/.test(text)
      ? "Singularity Hub takes no pulls since April 2021; look for the image in another registry"
      : "an example: docker://debian:12",
  });
};

const isImage = async (path: string): Promise<boolean> => {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) return true;
  if (!there?.isFile()) return false;
  const file = await open(path);
  try {
    const head = Buffer.alloc(64);
    await file.read(head, 0, head.length, 0);
    return isSif(head) || head.toString("latin1", 0, 4) === "hsqs";
  } finally {
    await file.close();
  }
};
