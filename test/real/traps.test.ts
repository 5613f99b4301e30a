/** What `docs/traps.md` says of Apptainer, command by command. */

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BASE, readTraps } from "../trap.ts";
import { makeDashBase } from "./dash-base.ts";
import { describeReal, findProgram, run } from "./programs.ts";

describeReal("docs/traps.md beside the real Apptainer", ["linux", "apptainer", "dash", "bash", "ldd"], () => {
  let folder = "";
  let base = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "deftools-traps-"));
    chmodSync(folder, 0o777); // Apptainer runs as an ordinary user
    base = makeDashBase(folder);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const path = [dirname(findProgram("apptainer") ?? ""), process.env.PATH].join(delimiter);

  it.each(readTraps().map((trap, index) => [trap.title, trap, index] as const))(
    "%s",
    (_title, { recipe, transcript }, index) => {
      const cwd = join(folder, String(index));
      mkdirSync(cwd);
      chmodSync(cwd, 0o777);
      writeFileSync(join(cwd, "trap.def"), recipe.replaceAll(BASE, `Bootstrap: localimage\nFrom: ${base}\n`));
      for (const { command, output } of transcript)
        expect(run("sh", ["-c", command], { cwd, env: { PATH: path } }).stdout, command).toBe(output);
    },
    60_000,
  );
});
