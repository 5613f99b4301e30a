/** The program as users run it, before a registry that does everything wrong: what they read, the exit code, and that no output is left. */

import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  imageOf,
  layerTar,
  startRegistry,
  type TestRegistry,
  type TestRegistryOptions,
} from "@deftools/testkit";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Ended, runProgram } from "./program.ts";
import { registryFaults } from "./registry-faults.ts";

const long = process.env.DEFTOOLS_LONG === "1";

/** Bytes that do not compress, the same each time. */
const noise = Buffer.concat(
  Array.from({ length: 20_000 }, (_, index) => createHash("sha256").update(String(index)).digest()),
);
const image = imageOf({
  layers: [
    await layerTar([{ path: "etc/motd", content: "welcome\n" }]),
    await layerTar([{ path: "data", content: noise }]),
  ],
});
const manifest = JSON.parse(Buffer.from(image.manifest).toString());

let folder = "";
/** Runs a test in a folder of its own. */
const inFolder = async (test: () => Promise<void>): Promise<void> => {
  folder = mkdtempSync(join(tmpdir(), "deftools-faults-"));
  try {
    await test();
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const serve = async (options: TestRegistryOptions = {}): Promise<TestRegistry> => {
  const registry = await startRegistry(options);
  registry.putImage("lab/app", "1", image);
  return registry;
};

const pull = (uri: string, env?: Readonly<Record<string, string>>): Promise<Ended> =>
  runProgram(folder, ["pull", "--quiet", "app.sif", uri], env);

const outputs = (): readonly string[] => readdirSync(folder).filter((name) => name.includes("app.sif"));
const bytes = (): string =>
  createHash("sha256")
    .update(readFileSync(join(folder, "app.sif")))
    .digest("hex");

describe("a registry", () => {
  let registry: TestRegistry;
  let uri = "";
  let undisturbed = "";
  beforeAll(async () => {
    registry = await serve();
    uri = `docker://${registry.host}/lab/app`;
    await inFolder(async () => {
      expect((await pull(`${uri}:1`)).code).toBe(0);
      undisturbed = bytes();
    });
  });
  afterAll(() => registry.close());
  afterEach(() => registry.clearFaults());

  for (const { name, faults, says, by, slow } of registryFaults)
    it.skipIf(slow && !long)(`${name}${slow ? " (waits for a timeout: DEFTOOLS_LONG=1)" : ""}`, () =>
      inFolder(async () => {
        for (const fault of faults(manifest.layers[1].digest, manifest.config.digest))
          registry.addFault(fault);
        const asked = `${uri}${by === "digest" ? `@${image.digest}` : ":1"}`;
        const { code, stderr } = await pull(asked);
        if (says === undefined) {
          expect(code, stderr).toBe(0);
          expect(bytes()).toBe(undisturbed);
          return;
        }
        expect(stderr).toMatch(says);
        expect(stderr).not.toContain("    at ");
        expect(code).toBe(1);
        expect(outputs()).toEqual([]);
        // when the fault is over, nothing of it was kept
        registry.clearFaults();
        expect((await pull(`${uri}:1`)).code).toBe(0);
        expect(bytes()).toBe(undisturbed);
      }),
    );
});

describe("an image that was put together wrongly", () => {
  it("is refused by the name of its layer", () =>
    inFolder(async () => {
      const registry = await serve();
      const layers = [Buffer.from("1f8b0800000000000003deadbeef", "hex")];
      registry.putImage("lab/wrong", "1", imageOf({ layers, compression: "none" }));
      const { code, stderr } = await pull(`docker://${registry.host}/lab/wrong:1`);
      await registry.close();
      expect(stderr).toMatch(
        /layer sha256:[0-9a-f]{64}: .* damaged .*\n {2}hint: the image was put together wrongly/,
      );
      expect(code).toBe(1);
      expect(outputs()).toEqual([]);
    }));
});

describe("a redirect to another host", () => {
  it("is followed without the login", () =>
    inFolder(async () => {
      const [storage, registry] = [await serve(), await serve({ auth: "basic" })];
      const path = `/v2/lab/app/blobs/${manifest.layers[1].digest}`;
      const headers = { location: `${storage.url}${path}` };
      registry.addFault({ on: new RegExp(path), do: { kind: "answer", status: 307, headers } });
      const { code, stderr } = await pull(`docker://${registry.host}/lab/app:1`, {
        APPTAINER_DOCKER_USERNAME: registry.user.name,
        APPTAINER_DOCKER_PASSWORD: registry.user.password,
      });
      await Promise.all([storage.close(), registry.close()]);
      expect(code, stderr).toBe(0);
      const logins = (requests: TestRegistry["requests"]) =>
        requests.map(({ headers }) => headers["authorization"]);
      expect(logins(registry.requests)).toContainEqual(expect.stringMatching(/^Basic /));
      expect(logins(storage.requests)).toEqual([undefined]);
    }));
});
