/** `--bind SOURCE[:TARGET[:ro|rw]]`, several with commas between them, as the engines write it. */

import { resolve } from "node:path";
import type { Bind } from "@deftools/sandbox";
import { Failure } from "@deftools/trouble";

/** The places that are lent; a source is relative to the current folder. @throws Failure "defbuild/bad-bind" */
export const readBinds = (words: readonly string[], cwd: string): readonly Bind[] =>
  words.flatMap((word) => word.split(",")).map((word) => readBind(word, cwd));

const readBind = (word: string, cwd: string): Bind => {
  const [source = "", target = "", options = "rw", ...more] = word.split(":");
  if (source === "" || more.length > 0 || !["ro", "rw"].includes(options))
    throw new Failure("defbuild/bad-bind", `"${word}" cannot be bound`, {
      hint: "write --bind SOURCE, --bind SOURCE:TARGET or --bind SOURCE:TARGET:ro",
    });
  const place = resolve(cwd, source);
  const end = target === "" ? place : target;
  if (!end.startsWith("/"))
    throw new Failure("defbuild/bad-bind", `"${end}" is no path from the root of the image`, {
      hint: `write --bind ${source}:/${end}`,
    });
  return { source: place, target: end, ...(options === "ro" && { readOnly: true }) };
};
