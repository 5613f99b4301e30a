/** Real helper programs: run, answered, and not found. */

import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { runHelper } from "../src/index.ts";

/** Puts a shell script on the path. */
const install = async (name: string, script: string): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), "helper-"));
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  vi.stubEnv("PATH", `${folder}:${process.env["PATH"]}`);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });
};

describe("a helper program", () => {
  it("is asked to get, with the server on its input", async () => {
    await install("docker-credential-echo", 'echo "$1 $(cat)"');
    expect(await runHelper("docker-credential-echo", "quay.io")).toEqual({
      succeeded: true,
      output: "get quay.io\n",
    });
  });

  it("may fail, and may not read", async () => {
    await install("docker-credential-none", "echo credentials not found in native keychain; exit 1");
    expect(await runHelper("docker-credential-none", "x".repeat(1e6))).toEqual({
      succeeded: false,
      output: "credentials not found in native keychain\n",
    });
  });

  it("is stopped when it talks for ever", async () => {
    await install("docker-credential-yes", "exec yes");
    expect((await runHelper("docker-credential-yes", "quay.io"))?.succeeded).toBe(false);
  });

  it("may not be there", async () => {
    expect(await runHelper("docker-credential-that-nobody-has", "quay.io")).toBeUndefined();
  });
});
