/** A build from a real registry (in this process) to a SIF that is read back. */

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collect, memorySource } from "@deftools/bytes";
import { parse } from "@deftools/grammar";
import { createRegistryClient, openRegistryImage } from "@deftools/oci";
import { understand } from "@deftools/recipe";
import { walk } from "@deftools/rootfs";
import { objectSource, readSif } from "@deftools/sif";
import { createCompressor, openImage } from "@deftools/squashfs";
import { imageOf, layerTar, startRegistry, type TestRegistry } from "@deftools/testkit";
import { isFailure } from "@deftools/trouble";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BuildEvent } from "../src/build-event.ts";
import { execute } from "../src/execute.ts";
import { findCopies } from "../src/host-files/find-copies.ts";
import { nodeHostFiles } from "../src/host-files/node-host-files.ts";
import { inspect } from "../src/inspect.ts";
import { packFolder } from "../src/packs/pack-folder.ts";
import { plan } from "../src/plan.ts";

let registry: TestRegistry;
let folder = "";

beforeAll(async () => {
  registry = await startRegistry();
  folder = await mkdtemp(join(tmpdir(), "build-"));
  await mkdir(join(folder, "host"));
  await writeFile(join(folder, "host/tool"), "the tool", { mode: 0o755 });
  const base = await layerTar([
    { path: "etc/" },
    { path: "etc/resolv.conf", target: "/run/nowhere" },
    { path: "big", content: Buffer.alloc(300_000, "0123456789abcdef") },
    { path: "secret", content: "lower" },
    { path: "kept", content: "same", uid: 7, gid: 8, mode: 0o4755, xattrs: { "user.note": "x" } },
  ]);
  const upper = await layerTar([
    { path: ".wh.secret" },
    { path: "link", type: "link", target: "kept" },
    { path: "pipe", type: "fifo" },
  ]);
  const config = {
    Entrypoint: ["/bin/app"],
    Cmd: ["-v"],
    Env: ["A=it's $x"],
    Labels: { vendor: "base" },
    WorkingDir: "/w",
  };
  registry.putImage("lab/app", "1", imageOf({ layers: [base, upper, upper], config }));
  registry.putImage(
    "lab/wrong",
    "1",
    imageOf({
      layers: [base],
      document: { rootfs: { type: "layers", diff_ids: [`sha256:${"0".repeat(64)}`] } },
    }),
  );
});
afterAll(async () => {
  await registry.close();
  await rm(folder, { recursive: true });
});

const RECIPE = `
%files
  host/t* /opt/
%labels
  vendor mine
  Author <me>
%environment
  export FOO=bar
%help
  how
`;

interface Built {
  readonly bytes: Uint8Array;
  readonly events: readonly BuildEvent[];
}

const build = async (
  image: string,
  { cache, workers = 2, text = RECIPE }: { cache: string; workers?: number; text?: string },
): Promise<Built> => {
  const recipe = understand(parse(`Bootstrap: docker\nFrom: ${registry.host}/${image}\n${text}`));
  const { plan: made, problems } = plan(recipe, {
    platform: { os: "linux", architecture: "amd64" },
    compression: { name: "gzip" },
  });
  expect(problems).toEqual([]);
  if (made === undefined) throw new Error("no plan");
  const events: BuildEvent[] = [];
  const client = createRegistryClient({ credentials: async () => undefined, userAgent: "test" });
  const host = nodeHostFiles(folder);
  const { copies } = await findCopies(host, made.copies);
  const parts: { offset: number; bytes: Uint8Array }[] = [];
  const output = {
    writeAt: async (offset: number, bytes: Uint8Array) => {
      parts.push({ offset, bytes: Uint8Array.from(bytes) });
    },
  };
  const ports = {
    openBase: ({ reference }: typeof made.base, { platform }: typeof made) =>
      openRegistryImage(client, reference, { platform }),
    createCompressor: ({ name }: typeof made.compression) => createCompressor({ name, workers }),
    host,
    packs: packFolder(join(folder, cache)),
    tell: (event: BuildEvent) => {
      events.push(event);
    },
    builder: { name: "defbuild", version: "0" },
  };
  try {
    const { size } = await execute(ports, made, { copies, output });
    const bytes = Buffer.alloc(size);
    for (const part of parts) bytes.set(part.bytes, part.offset);
    return { bytes, events };
  } finally {
    await client.close();
  }
};

const readBack = async (bytes: Uint8Array) => {
  const source = memorySource(bytes);
  const sif = await readSif(source);
  const partition = sif.objects.find(({ type }) => type === "partition");
  if (partition === undefined) throw new Error("no partition");
  const image = await openImage(objectSource(source, partition));
  const nodes = new Map([...walk(image.root)].map(({ path, node }) => [path, node]));
  const text = async (path: string): Promise<string> => {
    const node = nodes.get(path);
    if (node?.kind !== "file") throw new Error(`${path} is no file`);
    return Buffer.from(await collect(image.readFile(node), 1_000_000, path)).toString();
  };
  return { sif, nodes, text };
};

describe("an image", () => {
  it("has the objects of the engine's images, in their order", async () => {
    const { sif } = await readBack((await build("lab/app:1", { cache: "c1" })).bytes);
    expect(sif.objects.map(({ type, name }) => [type, name])).toEqual([
      ["definition-file", ""],
      ["json", "inspect-metadata.json"],
      ["json", "oci-config.json"],
      ["partition", ""],
    ]);
    expect(sif.objects[3]?.partition).toEqual({
      filesystem: "squashfs",
      use: "primary-system",
      architecture: "amd64",
    });
  });
  it("has the merged layers, the copies and the container files", async () => {
    const { nodes, text } = await readBack((await build("lab/app:1", { cache: "c1" })).bytes);
    expect(nodes.has("secret")).toBe(false);
    expect(nodes.get("kept")).toMatchObject({
      mode: 0o4755,
      uid: 7,
      gid: 8,
      xattrs: [{ name: "user.note", value: Buffer.from("x") }],
    });
    expect(nodes.get("link")).toBe(nodes.get("kept"));
    expect(nodes.get("pipe")?.kind).toBe("fifo");
    expect((await text("big")).length).toBe(300_000);
    expect(await text("opt/tool")).toBe("the tool");
    expect(nodes.get("opt/tool")).toMatchObject({ mode: 0o755, uid: 0, gid: 0 });
    expect(nodes.get("etc/resolv.conf")).toMatchObject({ kind: "file", size: 0, mode: 0o644 });
    expect(await text(".singularity.d/env/90-environment.sh")).toContain("export FOO=bar");
    expect(await text(".singularity.d/runscript")).toContain(`OCI_CMD='"-v"'`);
    expect(JSON.parse(await text(".singularity.d/labels.json"))).toMatchObject({
      vendor: "base",
      Author: "<me>",
    });
  });
  it("does not hold what a later layer took away", async () => {
    const { bytes } = await build("lab/app:1", { cache: "c1" });
    expect(Buffer.from(bytes).includes("lower")).toBe(false);
  });
  it("tells of labels that gave way", async () => {
    const { events } = await build("lab/app:1", { cache: "c1" });
    expect(events.filter(({ kind }) => kind === "warning")).toMatchObject([
      { message: 'label "vendor" is there already and was not overwritten' },
    ]);
  });
  it("can be inspected", async () => {
    const { bytes } = await build("lab/app:1", { cache: "c1" });
    const { labels, helpfile, environment, deffile } = await inspect(memorySource(bytes));
    expect(labels["Author"]).toBe("<me>");
    expect(helpfile).toBe("  how");
    expect(environment["/.singularity.d/env/10-docker2singularity.sh"]).toContain(`A='it'"'"'s $x'`);
    expect(deffile).toContain("From: ");
  });
});

describe("the same bytes", () => {
  it("cold, warm, and with other numbers of workers", async () => {
    const cold = await build("lab/app:1", { cache: "cold", workers: 1 });
    const warm = await build("lab/app:1", { cache: "cold", workers: 8 });
    const other = await build("lab/app:1", { cache: "other", workers: 8 });
    expect(Buffer.compare(cold.bytes, warm.bytes)).toBe(0);
    expect(Buffer.compare(cold.bytes, other.bytes)).toBe(0);
    const kinds = (built: Built) =>
      built.events.map(({ kind }) => kind).filter((kind) => kind !== "layer-progress");
    expect(kinds(cold)).toContain("layer-done");
    expect(kinds(warm).filter((kind) => kind.startsWith("layer"))).toEqual(["layer-cached", "layer-cached"]);
  });
  it("another id for another recipe", async () => {
    const one = await readBack((await build("lab/app:1", { cache: "c1" })).bytes);
    const two = await readBack((await build("lab/app:1", { cache: "c1", text: "%help\n x\n" })).bytes);
    expect(Buffer.compare(one.sif.id, two.sif.id)).not.toBe(0);
  });
});

describe("a pack", () => {
  it("that was damaged is made again", async () => {
    const { bytes } = await build("lab/app:1", { cache: "hurt" });
    const packs = (await readdir(join(folder, "hurt"))).filter((name) => name.endsWith(".pack"));
    for (const name of packs) {
      const path = join(folder, "hurt", name);
      const content = await readFile(path);
      content[content.length - 100] = content[content.length - 100]! ^ 1;
      await writeFile(path, content);
    }
    const again = await build("lab/app:1", { cache: "hurt" });
    expect(Buffer.compare(bytes, again.bytes)).toBe(0);
    expect(again.events.some(({ kind }) => kind === "layer-cached")).toBe(false);
  });
  it("is not kept when the tar is not what the config promises", async () => {
    const failure = await build("lab/wrong:1", { cache: "wrong" }).catch((error: unknown) => error);
    expect(isFailure(failure, "build/layer-mismatch")).toBe(true);
    expect(await readdir(join(folder, "wrong"))).toEqual([]);
  });
});
