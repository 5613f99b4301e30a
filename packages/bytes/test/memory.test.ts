/** Sources and sinks in memory. */

import { describe, expect, it } from "vitest";
import { type ByteStream, collect, memorySink, memorySource, sinkAt } from "../src/index.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text);

async function* streamOf(...texts: readonly string[]): ByteStream {
  for (const text of texts) yield bytes(text);
}

describe("memory", () => {
  it("gives bytes from any place, and says what is missing", async () => {
    const source = memorySource(bytes("0123456789"));
    expect(String(Buffer.from(await source.read(3, 4)))).toBe("3456");
    await expect(source.read(8, 4)).rejects.toMatchObject({
      code: "bytes/truncated",
      message: "2 bytes are missing",
    });
  });

  it("keeps what was written, even when the writer uses its buffer again", async () => {
    const sink = memorySink();
    const buffer = bytes("abc");
    await sink.write(buffer);
    buffer.fill(0);
    await sink.write(bytes("def"));
    expect(sink.position).toBe(6);
    expect(String(sink.bytes())).toBe("abcdef");
  });
});

describe("a sink at a place of a file", () => {
  it("writes in order from there on, and counts from there", async () => {
    const file = Buffer.from("..........");
    const sink = sinkAt({ writeAt: async (offset, part) => void file.set(part, offset) }, 3);
    await Promise.all([sink.write(bytes("ab")), sink.write(bytes("cd"))]);
    expect(sink.position).toBe(4);
    expect(file.toString()).toBe("...abcd...");
  });
});

describe("collecting", () => {
  it("gives everything up to the limit", async () => {
    expect(String(await collect(streamOf("ab", "", "cd"), 4, "it"))).toBe("abcd");
  });

  it("stops a stream that is longer, and closes it", async () => {
    let closed = false;
    async function* endless(): ByteStream {
      try {
        for (;;) yield bytes("xx");
      } finally {
        closed = true;
      }
    }
    await expect(collect(endless(), 5, "the manifest")).rejects.toMatchObject({
      code: "bytes/too-long",
      message: "the manifest is longer than 5 bytes",
    });
    expect(closed).toBe(true);
  });
});
