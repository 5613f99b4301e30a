/** The generated runscript under a real `/bin/sh`: entry point, then arguments or command. */

import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { ociRunscript } from "../../src/container-files/oci-runscript.ts";

/** Runs the script with its words; what `printf` was given, one word a line in brackets. */
const runs = (
  entrypoint: readonly string[],
  cmd: readonly string[],
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): string => {
  const entry = ociRunscript(entrypoint, cmd);
  const script = entry.kind === "file" ? entry.text : "";
  const { stdout } = spawnSync("/bin/sh", ["-c", script, "sh", ...args], {
    env: { PATH: "/usr/bin:/bin", HOME: "/home/x", ...env },
    encoding: "utf8",
  });
  return stdout;
};

const PRINT = ["printf", "[%s]\n"];
const NO_EVAL = { SINGULARITY_NO_EVAL: "1" };

describe("with evaluation", () => {
  it.each([
    ["entry point and command", PRINT, ["a", "b c"], [], "[a]\n[b c]\n"],
    ["arguments in the command's place", PRINT, ["a"], ["x", "y z"], "[x]\n[y z]\n"],
    ["a command alone", [], [...PRINT, "a"], [], "[a]\n"],
    ["arguments in a lone command's place", [], ["false"], ["printf", "%s", "x"], "x"],
    ["an entry point alone", [...PRINT, "e"], [], [], "[e]\n"],
    ["an entry point with arguments", [...PRINT, "e"], [], ["x"], "[e]\n[x]\n"],
    [
      "words of the image arrive as they are",
      PRINT,
      ["$HOME", "`id`", "it's", '"q"', "a\\b"],
      [],
      '[$HOME]\n[`id`]\n[it\'s]\n["q"]\n[a\\b]\n',
    ],
    ["words of the user are evaluated", PRINT, [], ["$HOME"], "[/home/x]\n"],
  ])("%s", (_name, entrypoint, cmd, args, expected) => {
    expect(runs(entrypoint, cmd, args)).toBe(expected);
  });
  it("prints the variables when there is nothing to run, as the engine does", () => {
    expect(runs([], [], [])).toContain("HOME='/home/x'");
  });
});

describe("without evaluation", () => {
  it.each([
    ["entry point and command", PRINT, ["a", "$HOME"], [], "[a]\n[$HOME]\n"],
    ["arguments in the command's place", PRINT, ["a"], ["$HOME", "it's"], "[$HOME]\n[it's]\n"],
    ["a command alone", [], [...PRINT, "a\nb"], [], "[a\nb]\n"],
    ["an entry point alone", [...PRINT, "-n"], [], [], "[-n]\n"],
  ])("%s", (_name, entrypoint, cmd, args, expected) => {
    expect(runs(entrypoint, cmd, args, NO_EVAL)).toBe(expected);
  });
});

it("has the line by which the engine knows it", () => {
  const entry = ociRunscript(["x"], []);
  expect(entry.kind === "file" && entry.text.split("\n")).toContain('eval "set ${SINGULARITY_OCI_RUN}"');
});
