/** What programs that build images are called with. */

import { expect, test } from "vitest";
import { buildArguments, testArguments } from "../src/build-arguments.ts";

test.each([
  ["defbuild", "/r/tool.def", ["--force", "--notest", "--output", "tool.sif", "--nv", "/r/tool.def"]],
  ["apptainer", "/r/tool.def", ["build", "--force", "--notest", "--nv", "tool.sif", "/r/tool.def"]],
  [
    "singularity",
    "/r/Singularity.x",
    ["build", "--force", "--notest", "--nv", "Singularity.x.sif", "/r/Singularity.x"],
  ],
] as const)("%s builds %s", (kind, recipe, words) => {
  expect(buildArguments({ kind }, recipe, ["--nv"])).toEqual(words);
});

test("%test of the image is run", () => {
  expect(testArguments("/r/tool.def")).toEqual(["test", "tool.sif"]);
});
