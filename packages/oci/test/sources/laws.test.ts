/** What holds for every archive, however it is damaged: it gives what it promised, or fails in words. */

import { collect, memorySource } from "@deftools/bytes";
import { digestOfBytes, imageOf, layerTar } from "@deftools/testkit";
import { isFailure } from "@deftools/trouble";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Image, openDockerArchive, openOciArchive, parseSource } from "../../src/index.ts";
import { indexTar } from "../../src/sources/tar-index.ts";
import { amd64 } from "../opening.ts";
import { fileOf, layoutFiles, noTemporaryFile, patchedHeader, savedFiles, tarOf } from "./image-files.ts";

const layer = await layerTar([{ path: "etc/one", content: "1" }]);
const archives = [
  {
    name: "a layout",
    bytes: await tarOf(layoutFiles({ image: imageOf({ layers: [layer] }) })),
    open: (path: string) => openOciArchive(path, { platform: amd64, temporaryFile: noTemporaryFile }),
  },
  {
    name: "docker save",
    bytes: await tarOf(savedFiles({ tags: ["a:1"], layers: [layer] })),
    open: (path: string) => openDockerArchive(path, { temporaryFile: noTemporaryFile }),
  },
];

/** Where the headers of a tar of small files are. */
const headersOf = (tar: Uint8Array): readonly number[] => {
  const offsets: number[] = [];
  for (let at = 0; tar[at] !== 0; ) {
    offsets.push(at);
    const size = Number.parseInt(Buffer.from(tar.subarray(at + 124, at + 135)).toString("latin1"), 8);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return offsets;
};

/** The layers' bytes, or the code of the Failure on the way to them. Anything else is thrown on. */
const outcome = async (opening: Promise<Image>): Promise<string | readonly Uint8Array[]> => {
  try {
    const image = await opening;
    return await Promise.all(image.layers.map((each) => collect(each.open(), 1e6, "a layer")));
  } catch (error) {
    if (isFailure(error)) return error.code;
    throw error;
  }
};

describe.each(archives)("an archive of $name", ({ bytes, open }) => {
  const change = fc.record({ place: fc.nat(), by: fc.integer({ min: 1, max: 255 }) });

  it("with any byte changed gives layers that are what their digests say, or fails", async () => {
    await fc.assert(
      fc.asyncProperty(change, async ({ place, by }) => {
        const at = place % bytes.length;
        const damaged = bytes.map((byte, index) => (index === at ? byte ^ by : byte));
        const path = await fileOf(damaged);
        const found = await outcome(open(path));
        if (typeof found === "string") expect(found).toMatch(/^(oci|bytes)\//);
        else {
          const { layers } = await open(path);
          expect(found.map(digestOfBytes)).toEqual(layers.map(({ digest }) => digest));
        }
      }),
    );
  });

  it("with any header changed and its sum made right gives such layers, or fails", async () => {
    const headers = headersOf(bytes);
    const patch = fc.record({
      header: fc.nat({ max: headers.length - 1 }),
      place: fc.nat({ max: 499 }),
      text: fc.uint8Array({ minLength: 1, maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(patch, async ({ header, place, text }) => {
        const at = headers[header] ?? 0;
        const damaged = Buffer.from(bytes);
        damaged.set(patchedHeader(bytes.subarray(at, at + 512), place, text), at);
        const path = await fileOf(damaged);
        const found = await outcome(open(path));
        if (typeof found === "string") expect(found).toMatch(/^(oci|bytes)\//);
        else expect(found.map(digestOfBytes)).toEqual((await open(path)).layers.map(({ digest }) => digest));
      }),
    );
  });

  it("cut short anywhere fails, or lacks but its end", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), async (length) => {
        const found = await outcome(open(await fileOf(bytes.subarray(0, length))));
        // The two blocks of zeros at the end may be left out.
        if (length < bytes.length - 1024) expect(found).toMatch(/^(oci|bytes)\//);
        else if (typeof found === "string") expect(found).toBe("oci/bad-archive");
      }),
    );
  });
});

describe("the index of a tar", () => {
  const name = fc
    .array(fc.constantFrom("a", "b", "ü", "long".repeat(60)), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join("/"));
  const files = fc.array(fc.tuple(name, fc.uint8Array({ maxLength: 1500 })), { maxLength: 8 });

  it("leads to the last content of every name", async () => {
    await fc.assert(
      fc.asyncProperty(files, async (entries) => {
        const tar = await layerTar(entries.map(([path, content]) => ({ path, content })));
        const source = memorySource(tar);
        const index = await indexTar(source, "it");
        for (const [path, content] of new Map(entries)) {
          const range = index.find(path);
          expect(range?.size).toBe(content.length);
          const found = await source.read(range?.offset ?? -1, content.length);
          expect(Buffer.compare(found, content)).toBe(0);
        }
      }),
    );
  });

  it("is made of any bytes, or they are refused", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
        const indexed = await indexTar(memorySource(bytes), "it").catch((error: unknown) => error);
        expect(
          isFailure(indexed, "oci/bad-archive") || (indexed instanceof Object && "find" in indexed),
        ).toBe(true);
      }),
    );
  });
});

describe("a source", () => {
  it("of any text is read without trouble, and a problem is about a part of the text", () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .tuple(
          fc.constantFrom("docker", "oras", "oci", "oci-archive", "docker-archive", "docker-daemon", "x"),
          fc.constantFrom(":", "://"),
          fc.string({ unit: fc.constantFrom("a", "/", ":", "@", ".", " ", "sha256:", "A") }),
        )
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (written) => {
        const parsed = parseSource(written);
        if (!("problem" in parsed)) return;
        const { start, end } = parsed.problem.range;
        expect(0 <= start && start <= end && end <= written.length).toBe(true);
      }),
    );
  });
});
