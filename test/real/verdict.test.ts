/**
 * Our verdict on every recipe of the corpus equals the real Apptainer's. Nothing of a recipe is run: a build argument that no
 * placeholder uses makes Apptainer stop right after parsing, so "unused build args" is how it says that it accepts a file.
 */

import { chmodSync, cpSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { verdict } from "@deftools/recipe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeReal, run } from "./programs.ts";

const corpus = resolve(import.meta.dirname, "../corpus");
const files = globSync("*.def", { cwd: corpus }).sort();

describeReal("the verdict beside the real Apptainer", ["root", "linux", "apptainer"], () => {
  let folder = "";
  beforeAll(() => {
    // Apptainer runs as an ordinary user and must be able to read them
    folder = mkdtempSync(join(tmpdir(), "deftools-corpus-"));
    cpSync(corpus, folder, { recursive: true });
    chmodSync(folder, 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(files)("%s", (file) => {
    const { stderr } = run(
      "apptainer",
      ["build", "--build-arg", "deftools_unused=1", join(folder, "out.sif"), file],
      { cwd: folder },
    );
    const theirs = said(stderr, file);
    const ours = verdict(readFileSync(join(corpus, file), "utf8"), "apptainer-1.4", {
      pairs: ["deftools_unused=1"],
    });
    expect(ours.verdict).toBe("reject");
    if (ours.verdict === "reject")
      expect((ours.panic ? `panic: ${ours.error}` : ours.error).trimEnd()).toBe(theirs);
  });

  it("covers files that Apptainer accepts, refuses and crashes on", () => {
    const verdicts = files.map((file) =>
      verdict(readFileSync(join(corpus, basename(file)), "utf8"), "apptainer-1.4"),
    );
    expect(verdicts.some((one) => one.verdict === "accept")).toBe(true);
    expect(verdicts.some((one) => one.verdict === "reject" && !one.panic)).toBe(true);
    expect(verdicts.some((one) => one.verdict === "reject" && one.panic)).toBe(true);
  });
});

/** Apptainer's own words, without what it puts around them. */
const said = (stderr: string, file: string): string => {
  const panic = stderr.match(/^panic: (.*?)(?: \[recovered\])?$/m)?.[1];
  if (panic !== undefined) return `panic: ${panic}`;
  const fatal = stderr.match(/^FATAL: +([\s\S]*?)\n*$/m)?.[1] ?? stderr;
  return fatal
    .replace(`Unable to build from ${file}: `, "")
    .replace(`while parsing definition: ${file}: `, "")
    .trimEnd();
};
