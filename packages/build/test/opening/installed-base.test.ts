/** Where a distribution cannot be installed: said before anything is fetched, with the way out. */

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { UsableRung } from "@deftools/sandbox";
import { createCompressor } from "@deftools/squashfs";
import { afterAll, expect, it } from "vitest";
import type { InstalledBase } from "../../src/build-plan.ts";
import { openInstalledBase } from "../../src/opening/installed-base.ts";
import { packFolder } from "../../src/packs/pack-folder.ts";
import { openWorkshop } from "../../src/workshop.ts";
import { noScripts } from "../no-scripts.ts";

const folder = mkdtempSync(join(tmpdir(), "deftools-installed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const zypper: InstalledBase = { agent: "zypper", title: "zypper 15.6", downloads: {}, script: "exit 1" };

const rung = (name: UsableRung["name"]): UsableRung => ({
  name,
  title: name,
  keeps: { owners: false, devices: false },
  works: true,
  changes: "copy",
});

/** The message and the way out, on a machine with these programs. */
const refusal = async (
  programs: readonly string[],
  way: UsableRung,
  architecture = "amd64",
): Promise<string> => {
  const packs = packFolder(folder);
  const workshop = await openWorkshop(packs, createCompressor({ name: "gzip", workers: 1 }));
  const scripts = noScripts(folder);
  const findProgram = (name: string) => (programs.includes(name) ? `/usr/bin/${name}` : undefined);
  const sandbox = { ...scripts.sandbox, architecture: "x64", findProgram };
  try {
    const opened = openInstalledBase(
      {
        packs,
        tell: () => {},
        scripts: { ...scripts, sandbox, findRung: async () => way },
        download: () => {
          throw new Error("nothing should be fetched");
        },
      },
      workshop,
      zypper,
      { platform: { os: "linux", architecture }, time: undefined, signal: undefined },
    );
    return await opened.then(
      () => "opened",
      (error: Error & { hint?: string }) => `${error.message} (${error.hint})`,
    );
  } finally {
    await workshop.close();
    await workshop.compressor.close();
  }
};

it("names the program that is missing, and what brings it", async () => {
  expect(await refusal(["zypper"], rung("userns"))).toMatch(
    /^the agent "zypper" needs the program rpm, which is not on this machine \(apt-get install rpm .*"Bootstrap: docker"\)$/,
  );
});

it("does not try what proot cannot do", async () => {
  expect(await refusal(["zypper", "rpm"], rung("proot"))).toMatch(
    /^zypper 15.6 cannot be done under proot.*defbuild doctor/,
  );
});

it("does not try to run programs of another machine", async () => {
  expect(await refusal(["zypper", "rpm"], rung("root"), "arm64")).toMatch(
    /^zypper 15.6 for linux\/arm64 cannot be done on amd64/,
  );
  expect(readdirSync(folder)).toEqual([]);
});
