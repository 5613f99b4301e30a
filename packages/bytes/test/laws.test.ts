/** What holds for all bytes: what is written is what is read, in whatever pieces. */

import fc from "fast-check";
import { expect, it } from "vitest";
import { memorySink, memorySource } from "../src/index.ts";

it("reading any place of what was written in any pieces gives those bytes", async () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(pieces, fc.nat(), fc.nat(), async (parts, a, b) => {
      const sink = memorySink();
      for (const part of parts) await sink.write(part);
      const whole = Buffer.concat(parts);
      expect(sink.position).toBe(whole.length);
      const start = a % (whole.length + 1);
      const length = b % (whole.length - start + 1);
      const read = await memorySource(sink.bytes()).read(start, length);
      expect(Buffer.compare(read, whole.subarray(start, start + length))).toBe(0);
    }),
  );
});
