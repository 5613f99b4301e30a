/** A build from a real registry (in this process) to a SIF that is read back. */

import { link, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collect, memorySource } from "@deftools/bytes";
import { parse } from "@deftools/grammar";
import { createRegistryClient, openRegistryImage, type Platform } from "@deftools/oci";
import { understand } from "@deftools/recipe";
import { walk } from "@deftools/rootfs";
import { objectSource, readSif } from "@deftools/sif";
import { createCompressor, openImage } from "@deftools/squashfs";
import { imageOf, layerTar, startRegistry, type TestRegistry } from "@deftools/testkit";
import { isFailure } from "@deftools/trouble";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BuildEvent } from "../src/build-event.ts";
import type { DockerBase, StoredBase } from "../src/build-plan.ts";
import { execute } from "../src/execute.ts";
import { findAllCopies } from "../src/host-files/find-copies.ts";
import { nodeHostFiles } from "../src/host-files/node-host-files.ts";
import { inspect } from "../src/inspect.ts";
import { packFolder } from "../src/packs/pack-folder.ts";
import { plan } from "../src/plan.ts";
import { noScripts } from "./no-scripts.ts";

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

interface Choices {
  readonly cache: string;
  readonly workers?: number;
  readonly text?: string;
}

const build = (image: string, { text = RECIPE, ...choices }: Choices): Promise<Built> =>
  buildText(`Bootstrap: docker\nFrom: ${registry.host}/${image}\n${text}`, choices);

const buildText = async (text: string, { cache, workers = 2 }: Choices): Promise<Built> => {
  const recipe = understand(parse(text));
  const { plan: made, problems } = plan(recipe, {
    platform: { os: "linux", architecture: "amd64" },
    compression: { name: "gzip" },
  });
  expect(problems).toEqual([]);
  if (made === undefined) throw new Error("no plan");
  const events: BuildEvent[] = [];
  const client = createRegistryClient({ credentials: async () => undefined, userAgent: "test" });
  const host = nodeHostFiles(folder);
  const { copies } = await findAllCopies(host, made);
  const parts: { offset: number; bytes: Uint8Array }[] = [];
  const output = {
    writeAt: async (offset: number, bytes: Uint8Array) => {
      parts.push({ offset, bytes: Uint8Array.from(bytes) });
    },
  };
  const ports = {
    openImage: async (base: DockerBase | StoredBase, platform: Platform) => {
      if (base.agent !== "docker") throw new Error("only registries are asked here");
      return openRegistryImage(client, base.reference, { platform });
    },
    fetchSif: async () => join(folder, "fetched.sif"),
    download: () => {
      throw new Error("nothing is downloaded here");
    },
    locate: (path: string) => join(folder, path),
    isRoot: false,
    createCompressor: ({ name }: typeof made.compression) => createCompressor({ name, workers }),
    host,
    packs: packFolder(join(folder, cache)),
    tell: (event: BuildEvent) => {
      events.push(event);
    },
    builder: { name: "defbuild", version: "0" },
    scripts: noScripts(folder),
  };
  try {
    const { size } = await execute(ports, made, { copies, output: { kind: "sif", file: output } });
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

describe("a stage", () => {
  it("gives another what it asks for, links followed at the source alone, owners and names kept", async () => {
    const docker = `Bootstrap: docker\nFrom: ${registry.host}/lab/app:1\n`;
    const copies = "%files from one\n  /k* /found/\n  /li[n]k\n  /opt /all\n  /etc/../etc /etc\n";
    const text = `${docker}Stage: one\n%files\n  host/tool /opt/\n\nBootstrap: scratch\n${copies}`;
    const { nodes, text: read } = await readBack((await buildText(text, { cache: "c1" })).bytes);
    expect(nodes.get("found/kept")).toMatchObject({ kind: "file", uid: 7, gid: 8, mode: 0o4755 });
    expect(nodes.get("link")).not.toBe(nodes.get("found/kept"));
    expect(await read("link")).toBe("same");
    expect(await read("all/tool")).toBe("the tool");
    expect(nodes.get("etc/etc")?.kind).toBe("directory");
    expect(nodes.has("big")).toBe(false);
    expect(await read(".singularity.d/runscript")).toBe("#!/bin/sh\n");
  });
  it("that lacks what is asked for is told by the line", async () => {
    const text = "Bootstrap: scratch\nStage: one\n\nBootstrap: scratch\n%files from one\n  /nosuch\n";
    await expect(buildText(text, { cache: "c1" })).rejects.toThrow(
      'line 6 of the recipe: nothing in stage "one" matches "/nosuch"',
    );
  });
});

describe("a local image", () => {
  const make = async (name: string): Promise<void> => {
    const { bytes } = await build("lab/app:1", { cache: "c1" });
    await writeFile(join(folder, name), bytes);
  };
  const upon = "%environment\n  export BAR=2\n%labels\n  New one\n  vendor other\n%help\n  other\n";
  it("that an engine made keeps its texts, and its recipe as history", async () => {
    await make("base.sif");
    const { bytes, events } = await buildText(`Bootstrap: localimage\nFrom: base.sif\n${upon}`, {
      cache: "c1",
    });
    const { sif, nodes, text } = await readBack(bytes);
    expect(nodes.get("link")).toBe(nodes.get("kept"));
    expect(await text("big")).toBe("0123456789abcdef".repeat(18_750));
    expect(await text(".singularity.d/runscript")).toContain(`OCI_CMD='"-v"'`);
    expect(await text(".singularity.d/env/90-environment.sh")).toMatch(/FOO=bar[\s\S]*BAR=2/);
    expect(await text(".singularity.d/bootstrap_history/Apptainer0")).toContain("Bootstrap: docker");
    expect(await text(".singularity.d/Singularity")).toContain("Bootstrap: localimage");
    expect(await text(".singularity.d/runscript.help")).toBe("  how\n\n");
    expect(JSON.parse(await text(".singularity.d/labels.json"))).toMatchObject({
      vendor: "base",
      New: "one",
      "org.label-schema.usage.singularity.deffile.bootstrap": "localimage",
    });
    expect(sif.objects.map(({ name }) => name)).toContain("oci-config.json");
    expect(events.filter(({ kind }) => kind === "warning")).toHaveLength(2);
    const again = await buildText(`Bootstrap: localimage\nFrom: base.sif\n${upon}`, { cache: "c1" });
    expect(again.events).toContainEqual(expect.objectContaining({ kind: "layer-cached" }));
    expect(Buffer.compare(again.bytes, bytes)).toBe(0);
  });
  it("that is plain SquashFS", async () => {
    const { bytes } = await build("lab/app:1", { cache: "c1" });
    const partition = (await readSif(memorySource(bytes))).objects.find(({ type }) => type === "partition");
    const { offset = 0, size = 0 } = partition ?? {};
    await writeFile(join(folder, "plain.sqfs"), bytes.subarray(offset, offset + size));
    const made = await buildText("Bootstrap: localimage\nFrom: plain.sqfs\n", { cache: "c1" });
    expect((await readBack(made.bytes)).nodes.get("kept")).toMatchObject({ mode: 0o4755, uid: 7 });
  });
  it("that is a folder", async () => {
    await mkdir(join(folder, "box/sub"), { recursive: true });
    await writeFile(join(folder, "box/sub/file"), "text");
    await symlink("sub/file", join(folder, "box/link"));
    await link(join(folder, "box/sub/file"), join(folder, "box/other"));
    const { nodes, text } = await readBack(
      (await buildText("Bootstrap: localimage\nFrom: box\n", { cache: "c1" })).bytes,
    );
    expect(await text("sub/file")).toBe("text");
    expect(nodes.get("other")).toBe(nodes.get("sub/file"));
    expect(nodes.get("link")).toMatchObject({ kind: "symlink", target: "sub/file" });
    expect(nodes.get("sub/file")).toMatchObject({ uid: 0, gid: 0 });
  });
  it("from a registry is one like the others", async () => {
    await make("fetched.sif");
    const made = await buildText("Bootstrap: oras\nFrom: r.example/a:1\n", { cache: "c1" });
    expect((await readBack(made.bytes)).nodes.has("kept")).toBe(true);
  });
  it("that is none is named", async () => {
    await writeFile(join(folder, "text.sif"), "no image".repeat(100));
    await expect(buildText("Bootstrap: localimage\nFrom: text.sif\n", { cache: "c1" })).rejects.toThrow(
      "text.sif is no image: it is neither a SIF nor SquashFS",
    );
  });
});
