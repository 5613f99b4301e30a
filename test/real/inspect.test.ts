/** `defbuild inspect` held against Apptainer's, word by word: an image with apps, built by Apptainer, asked in every way. */

import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeReal, findProgram, must } from "./programs.ts";

const program = resolve(import.meta.dirname, "../../packages/defbuild/dist/defbuild.js");

/** A recipe of which every part says something. */
const recipe = `Bootstrap: localimage
From: base.sif

%help
    help of <all> & "everything"

%environment
    export A="1"

%labels
    Author Müller & Söhne

%runscript
    echo main

%startscript
    echo start

%apprun foo
    echo foo

%apphelp foo
    help of foo

%applabels foo
    VERSION 1.0

%appenv foo
    export FOO=1

%apptest foo
    true

%appstart foo
    echo start foo

%apprun bar
    echo bar
`;

const everyPart = "-r -s -t -H -d -e -l";
const questions = [
  ...["", everyPart, `-j ${everyPart}`, "-j -d", "--all"],
  ...["--app bar", `--app foo ${everyPart}`, `-j --app foo ${everyPart}`],
  ...["--list-apps", "-j --list-apps", "-l --list-apps"],
];

describeReal("defbuild inspect, beside Apptainer's", ["root", "linux", "apptainer", "busybox"], () => {
  let work = "";
  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), "deftools-inspect-"));
    must("chmod", ["777", work]);
    // Apptainer makes the folders of apps by a script in the image
    mkdirSync(join(work, "root/bin"), { recursive: true });
    copyFileSync(findProgram("busybox") ?? "", join(work, "root/bin/busybox"));
    for (const name of must("busybox", ["--list"]).trim().split("\n"))
      if (name !== "busybox") symlinkSync("busybox", join(work, "root/bin", name));
    must(process.execPath, [program, "-q", "--disable-cache", "-o", "base.sif", "root"], { cwd: work });
    writeFileSync(join(work, "apps.def"), recipe);
    must("apptainer", ["build", "--notest", "apps.sif", "apps.def"], { cwd: work });
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it("says the same to every question", () => {
    const image = join(work, "apps.sif");
    const different = questions.filter((question) => {
      const words = ["inspect", ...question.split(" ").filter((word) => word !== ""), image];
      const ours = must(process.execPath, [program, ...words]);
      return ours !== must("apptainer", words);
    });
    expect(different).toEqual([]);
  });
});
