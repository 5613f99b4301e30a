/** The real ShellCheck through the real program: places, dialects, masks, the `-e` of the engine, fixes. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, it } from "vitest";
import { describeReal, findProgram } from "./programs.ts";

const main = resolve(import.meta.dirname, "../../packages/deflint/src/main.ts");
const folder = mkdtempSync(join(tmpdir(), "deflint-shellcheck-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HEAD = "Bootstrap: docker\nFrom: ubuntu:24.04\n";

/** `code line:column-line:column` of what ShellCheck found. */
const found = (text: string, ...more: readonly string[]) => {
  const file = join(folder, "a.def");
  writeFileSync(file, text);
  const program = findProgram("shellcheck") ?? "";
  const { stdout } = spawnSync(
    process.execPath,
    [main, "--shellcheck", program, "--no-cache", "--format", "json", ...more, "a.def"],
    { cwd: folder, encoding: "utf8" },
  );
  if (more.length > 0) return { after: readFileSync(file, "utf8") };
  const findings: readonly Record<string, string>[] = JSON.parse(stdout).findings;
  return findings
    .filter(({ code }) => code?.startsWith("SC"))
    .map((each) => `${each.code} ${each.line}:${each.column}-${each.endLine}:${each.endColumn}`);
};

describeReal("ShellCheck", ["shellcheck"], () => {
  it("is right about places: tabs, astral characters, here-documents, CRLF", () => {
    expect(found(`${HEAD}%post\n\techo "é😀" $HOME\n`)).toEqual(["SC2086 4:13-4:18"]);
    expect(found(`${HEAD}%post\n    cat <<END\n  ü \`date\`\nEND\n`)).toEqual(["SC2006 5:5-5:11"]);
    expect(found(`${HEAD}%post\n    true\n    echo $HOME\n`.replaceAll("\n", "\r\n"))).toEqual([
      "SC2086 5:10-5:15",
    ]);
  });
  it("knows how the engine runs each section", () => {
    // with -e a failing cd stops the build; %runscript has no -e
    expect(found(`${HEAD}%post\n    cd /opt\n    ls\n`)).toEqual([]);
    expect(found(`${HEAD}%runscript\n    cd /opt\n    ls\n`)).toEqual(["SC2164 4:5-4:12"]);
    expect(found(`${HEAD}%post\n    echo "\${HOME/a/b}"\n`)).toEqual(["SC3060 4:11-4:22"]);
    expect(found(`${HEAD}%post -c /bin/bash\n    echo "\${HOME/a/b}"\n`)).toEqual([]);
    expect(found(`${HEAD}%runscript\n#!/bin/bash\n    echo "\${HOME/a/b}" $HOME\n`)).toEqual([
      "SC2086 5:24-5:29",
    ]);
  });
  it("knows that the engine reads %environment as bash does", () => {
    expect(found(`${HEAD}%environment\n    [[ -d /opt ]] && export A="\${HOME/a/b}"\n`)).toEqual([]);
    expect(found(`${HEAD}%environment\n    export A=$(date)\n`)).toEqual(["SC2155 4:12-4:13"]);
  });
  it("leaves to our rules what they say better", () => {
    expect(found(`${HEAD}%post\n    source /opt/x\n    make &> log\n`)).toEqual([]);
  });
  it("says nothing untrue about placeholders", () => {
    const text = `${HEAD}%arguments\n    A=1\n%post\n    if [ {{ A }} = 1 ]; then echo {{ A }}; fi\n    case {{ A }} in 1) true ;; esac\n    for x in {{ A }}; do echo "$x"; done\n`;
    expect(found(text)).toEqual([]);
    expect(found(`${HEAD}%arguments\n    A=1\n%post\n    echo {{ A }} $HOME\n`)).toEqual([
      "SC2086 6:18-6:23",
    ]);
  });
  it("has its fixes applied", () => {
    const text = `${HEAD}%post\n    true\n    echo é😀 $HOME x\n`;
    expect(found(text, "--fix", "--unsafe")).toEqual({ after: text.replace("$HOME", '"$HOME"') });
  });
});
