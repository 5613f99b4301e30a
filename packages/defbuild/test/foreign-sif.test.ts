/** SIF files with more in them than a build makes: overlays, encrypted partitions, objects of others. Told by name, never passed over. */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { objectSource, readSif, type SifObject, writeSif } from "@deftools/sif";
import { imageOf, layerTar, startRegistry } from "@deftools/testkit";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createWorld, type World } from "./world.ts";

let world: World;
let made: readonly SifObject[];

/** Writes a SIF of such objects into the world. */
const put = async (name: string, objects: readonly SifObject[]): Promise<void> => {
  let bytes = Buffer.alloc(0);
  const writeAt = async (offset: number, part: Uint8Array): Promise<void> => {
    bytes = Buffer.concat([bytes], Math.max(bytes.length, offset + part.length));
    bytes.set(part, offset);
  };
  await writeSif({ writeAt }, { architecture: "amd64", id: new Uint8Array(16), time: 0, objects });
  await writeFile(join(world.folder, name), bytes);
};

beforeAll(async () => {
  world = await createWorld();
  const registry = await startRegistry();
  try {
    registry.putImage("lab/app", "1", imageOf({ layers: [await layerTar([{ path: "a", content: "a" }])] }));
    expect((await world.run(`pull made.sif docker://${registry.host}/lab/app:1`)).code).toBe(0);
  } finally {
    await registry.close();
  }
  const bytes = await readFile(join(world.folder, "made.sif"));
  const source = {
    size: bytes.length,
    read: async (at: number, size: number) => bytes.subarray(at, at + size),
  };
  const { objects } = await readSif(source);
  made = await Promise.all(
    objects.map(async ({ type, name, partition, ...entry }) => ({
      type,
      name,
      ...(partition !== undefined && { partition }),
      content: await objectSource(source, { type, name, ...entry }).read(0, entry.size),
    })),
  );
});
afterAll(() => world.remove());

const overlay: SifObject = {
  type: "partition",
  partition: { filesystem: "ext3", use: "overlay", architecture: "amd64" },
  content: Buffer.alloc(4096, 1),
};

it("keeps in a copy what it does not know, and names what it leaves out, but for signatures", async () => {
  const others: readonly SifObject[] = [
    overlay,
    { type: "generic", name: "notes", link: { kind: "object", id: 4 }, content: Buffer.from("mine") },
    { type: 0x4fff, extra: Buffer.alloc(384, 7), group: 2, content: Buffer.from("of the future") },
  ];
  await put("more.sif", [...made, ...others]);
  const { code, stderr } = await world.run("-o copy.sif more.sif");
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stderr).toContain("warning: more.sif has a writable overlay, whose changes are left out\n");
  expect(stderr).not.toContain("objects");
  expect((await world.run("sif list more.sif")).stdout).toContain("FS (Ext3/Overlay/amd64)");
  expect((await world.run("sif list copy.sif")).stdout).toMatch(/5 +\|1 +\|4 +\|.*Generic\/Raw\n6 +\|2 /);
  expect((await world.run("sif dump 5 copy.sif")).stdout).toBe("mine");
  expect((await world.run("sif dump 6 copy.sif")).stdout).toBe("of the future");

  const archive = await world.run("-o oci-archive:copy.tar more.sif");
  expect(archive.stderr).toContain('warning: more.sif has objects that are left out: 6 ("notes"), 7\n');
  await writeFile(join(world.folder, "upon.def"), "Bootstrap: localimage\nFrom: more.sif\n");
  expect((await world.run("-o upon.sif upon.def")).stderr).not.toContain("objects");
  expect((await world.run("sif list upon.sif")).stdout).not.toContain("Generic/Raw");

  await put("signed.sif", [...made, { type: "signature", content: Buffer.from("signed") }]);
  expect((await world.run("-o copy2.sif signed.sif")).stderr).not.toContain("warning");
});

it("makes the same bytes of the same image, whatever else lay beside it", async () => {
  await put("again.sif", [...made, overlay]);
  await world.run("-o one.sif again.sif");
  await world.run("-F -o again.sif made.sif");
  await put("again.sif", made);
  await world.run("-o two.sif again.sif");
  const [one, two] = await Promise.all(
    ["one.sif", "two.sif"].map((name) => readFile(join(world.folder, name))),
  );
  expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true);
});

it.each(["encrypted-squashfs", "gocryptfs-squashfs"] as const)(
  "says that an image is encrypted (%s), and what to do; what it says of itself is not",
  async (filesystem) => {
    const objects = made.map((object) =>
      object.type === "partition"
        ? { ...object, partition: { filesystem, use: "primary-system", architecture: "amd64" } as const }
        : object,
    );
    await put("secret.sif", objects);
    const { code, stderr } = await world.run("-o plain.sif secret.sif");
    expect(code).toBe(1);
    expect(stderr).toContain(
      "defbuild: secret.sif is encrypted\n  hint: build a plain copy with the engine that has the key",
    );
    expect((await world.run("sif list secret.sif")).stdout).toMatch(
      /FS \((Encrypted squashfs|Gocryptfs squashfs)\//,
    );
    expect((await world.run("sif info 4 secret.sif")).stdout).toMatch(
      /Filesystem Type: +(Encrypted|Gocryptfs) squashfs/,
    );
    expect((await world.run("inspect --deffile secret.sif")).stdout).toContain("bootstrap: docker");
  },
);
