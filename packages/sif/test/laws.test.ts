/** What holds for all SIFs. */

import { memorySource } from "@deftools/bytes";
import {
  objectSource,
  readSif,
  type SifArchitecture,
  type SifFilesystem,
  type SifHash,
  type SifImage,
  type SifObject,
} from "@deftools/sif";
import { isFailure } from "@deftools/trouble";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf } from "./sample.ts";

/** An object with its content at hand. */
type Whole = Omit<SifObject, "content"> & { readonly content: Uint8Array };

const architecture = fc.constantFrom<SifArchitecture | number>("amd64", "arm64", "riscv64", 42);
const details: fc.Arbitrary<Omit<SifObject, "content">> = fc.oneof(
  fc.record({ type: fc.constantFrom("definition-file", "environment", "labels", "json", "generic") }),
  fc.record({
    type: fc.constant("partition" as const),
    partition: fc.record({
      filesystem: fc.constantFrom<SifFilesystem | number>("squashfs", "ext3", "raw", 77),
      use: fc.constantFrom("system", "data", "overlay"),
      architecture,
    }),
  }),
  fc.record({
    type: fc.constant("signature" as const),
    signature: fc.record({
      hash: fc.constantFrom<SifHash | number>("sha256", "blake2s-256", 9),
      fingerprint: fc
        .uint8Array({ minLength: 20, maxLength: 20 })
        .map((bytes) => Buffer.from(bytes).toString("hex")),
    }),
  }),
  fc.record({ type: fc.constant("sbom" as const), sbom: fc.constant({ format: "syft-json" as const }) }),
  fc.record({
    type: fc.constant("oci-root-index" as const),
    digest: fc.constant(`sha256:${"0".repeat(64)}`),
  }),
  fc.record({
    type: fc.integer({ min: 0x5000, max: 0x6000 }),
    extra: fc.uint8Array({ minLength: 384, maxLength: 384 }),
  }),
);
const object: fc.Arbitrary<Whole> = fc
  .tuple(
    details,
    fc.record({
      content: fc.uint8Array({ maxLength: 5000 }),
      name: fc.stringMatching(/^[a-z.é-]{0,20}$/),
      group: fc.oneof(fc.constant("none" as const), fc.integer({ min: 1, max: 99 })),
      alignment: fc.constantFrom(1, 8, 512, 4096),
    }),
    fc.option(fc.record({ kind: fc.constantFrom("object", "group"), id: fc.integer({ min: 1, max: 9 }) }), {
      nil: undefined,
    }),
  )
  .map(([some, rest, link]) => ({ ...some, ...rest, ...(link === undefined ? {} : { link }) }));
const image: fc.Arbitrary<Omit<SifImage, "objects"> & { readonly objects: readonly Whole[] }> = fc.record({
  architecture,
  id: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  time: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
  launchScript: fc.stringMatching(/^[ -~]{0,31}$/),
  objects: fc.array(object, { maxLength: 5 }),
});

describe("a SIF", () => {
  it("reads as it was written, and every place lies inside it, in order", () =>
    fc.assert(
      fc.asyncProperty(image, async (written) => {
        const bytes = await bytesOf(written);
        const source = memorySource(bytes);
        const { objects, ...header } = await readSif(source);
        expect(header).toMatchObject({
          architecture: written.architecture,
          launchScript: written.launchScript,
          createdAt: written.time,
          modifiedAt: written.time,
          descriptorsFree: 48 - written.objects.length,
        });
        expect(new Uint8Array(header.id)).toEqual(new Uint8Array(written.id));
        expect(header.dataOffset + header.dataSize).toBe(bytes.length);
        let end = header.dataOffset;
        for (const [index, { content, alignment, ...rest }] of written.objects.entries()) {
          const found = objects[index]!;
          const { extra, ...known } = rest;
          expect(found).toMatchObject({ ...known, id: index + 1 });
          if (extra?.some((byte) => byte !== 0)) expect(Buffer.from(found.extra!).equals(extra)).toBe(true);
          expect(found.offset % alignment!).toBe(0);
          expect(found.offset + found.size - end).toBe(found.sizeWithPadding);
          end = found.offset + found.size;
          expect(Buffer.from(await objectSource(source, found).read(0, found.size)).equals(content)).toBe(
            true,
          );
        }
        expect(objects).toHaveLength(written.objects.length);
      }),
      { numRuns: 150 },
    ));
  it("is the same bytes each time, and when what was read is written again", () =>
    fc.assert(
      fc.asyncProperty(image, async (written) => {
        const bytes = await bytesOf(written);
        expect((await bytesOf(written)).equals(bytes)).toBe(true);
        const source = memorySource(bytes);
        const sif = await readSif(source);
        const objects = await Promise.all(
          sif.objects.map(async (entry, index) => ({
            ...entry,
            alignment: written.objects[index]!.alignment!,
            content: await objectSource(source, entry).read(0, entry.size),
          })),
        );
        expect((await bytesOf({ ...sif, time: sif.createdAt, objects })).equals(bytes)).toBe(true);
      }),
      { numRuns: 80 },
    ));
  it("with changed bytes reads, or ends in a Failure", () =>
    fc.assert(
      fc.asyncProperty(
        image,
        fc.array(fc.tuple(fc.nat({ max: 4096 + 3 * 585 }), fc.nat({ max: 255 })), {
          minLength: 1,
          maxLength: 8,
        }),
        async (written, changes) => {
          const bytes = await bytesOf(written);
          for (const [at, value] of changes) bytes[at] = value;
          try {
            const sif = await readSif(memorySource(bytes));
            for (const { offset, size } of sif.objects)
              expect(offset + size).toBeLessThanOrEqual(bytes.length);
          } catch (error) {
            if (!isFailure(error)) throw error;
          }
        },
      ),
      { numRuns: 300 },
    ));
});
