/** What holds for every blob, however it is damaged and however it is cut into pieces. */

import { type ByteStream, collect } from "@deftools/bytes";
import { isFailure } from "@deftools/trouble";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseChallenges } from "../src/challenge.ts";
import { digestOf } from "../src/digest.ts";
import { parseImageConfig } from "../src/image-config.ts";
import { parseManifest } from "../src/manifest.ts";
import { verified } from "../src/verified.ts";
import { failureOf } from "./opening.ts";

/** Bytes in pieces of the given lengths, the rest as one. */
async function* pieces(bytes: Uint8Array, lengths: readonly number[]): ByteStream {
  let at = 0;
  for (const length of lengths) {
    yield bytes.subarray(at, at + length);
    at += length;
  }
  if (at < bytes.length) yield bytes.subarray(at);
}

const blob = fc.uint8Array({ minLength: 1, maxLength: 300 });
const cuts = fc.array(fc.nat({ max: 50 }), { maxLength: 10 });
const algorithm = fc.constantFrom("sha256", "sha384", "sha512");
const lengths = { sha256: 64, sha384: 96, sha512: 128 } as const;

describe("a blob", () => {
  it("comes through whole, in any pieces, by any algorithm", async () => {
    await fc.assert(
      fc.asyncProperty(blob, cuts, algorithm, async (bytes, sizes, name) => {
        const digest = digestOf(bytes, `${name}:${"0".repeat(lengths[name as keyof typeof lengths])}`);
        const stream = verified(pieces(bytes, sizes), { digest, size: bytes.length });
        expect(Buffer.compare(await collect(stream, 1000, "it"), bytes)).toBe(0);
      }),
    );
  });

  it("fails with digest-mismatch when any byte is another", async () => {
    await fc.assert(
      fc.asyncProperty(
        blob,
        cuts,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (bytes, sizes, place, change) => {
          const digest = digestOf(bytes);
          const index = place % bytes.length;
          const flipped = bytes.map((byte, at) => (at === index ? byte ^ change : byte));
          const stream = verified(pieces(flipped, sizes), { digest, size: bytes.length });
          expect((await failureOf(collect(stream, 1000, "it"))).code).toBe("oci/digest-mismatch");
        },
      ),
    );
  });

  it("fails with size-mismatch when it is shorter or longer, and never gives more than promised", async () => {
    await fc.assert(
      fc.asyncProperty(blob, cuts, fc.integer({ min: -300, max: 50 }), async (bytes, sizes, change) => {
        const size = Math.max(0, bytes.length + change);
        fc.pre(size !== bytes.length);
        let given = 0;
        const read = async (): Promise<void> => {
          const stream = verified(pieces(bytes, sizes), { digest: digestOf(bytes), size });
          for await (const part of stream) given += part.length;
        };
        expect((await failureOf(read())).code).toBe("oci/size-mismatch");
        expect(given).toBeLessThanOrEqual(size);
      }),
    );
  });
});

describe("documents of a registry", () => {
  const digest = fc.constantFrom(digestOf(new Uint8Array()), "sha256:1", "md5:2");
  const descriptor = fc.record(
    {
      mediaType: fc.constantFrom("application/vnd.oci.image.manifest.v1+json", "text/plain", ""),
      digest,
      size: fc.oneof(fc.integer(), fc.double()),
      platform: fc.oneof(fc.jsonValue(), fc.record({ os: fc.string(), architecture: fc.string() })),
      annotations: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        schemaVersion: fc.constantFrom(1, 2),
        mediaType: fc.oneof(fc.jsonValue(), fc.constant("application/vnd.oci.image.index.v1+json")),
        manifests: fc.oneof(fc.array(descriptor), fc.jsonValue()),
        config: fc.oneof(descriptor, fc.jsonValue()),
        layers: fc.oneof(fc.array(descriptor), fc.jsonValue()),
        rootfs: fc.oneof(fc.record({ diff_ids: fc.array(digest) }), fc.jsonValue()),
        Env: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  );

  it.each([
    ["manifests", (bytes: Uint8Array) => parseManifest(bytes, undefined, "x")],
    ["configs", (bytes: Uint8Array) => parseImageConfig(bytes, "x")],
  ])("are read or refused with a failure: %s", (_name, parse) => {
    fc.assert(
      fc.property(
        fc.oneof(
          odd.map((json) => JSON.stringify(json)),
          fc.string(),
        ),
        (text) => {
          try {
            parse(Buffer.from(text));
          } catch (error) {
            expect(isFailure(error), String(error)).toBe(true);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("challenges", () => {
  it("of any text are read without trouble, and quoted values come back as they were", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        parseChallenges([text]);
        const quoted = text.replace(/[\\"]/g, "\\$&");
        expect(parseChallenges([`Bearer realm="${quoted}"`])[0]?.parameters["realm"]).toBe(text);
      }),
    );
  });
});
