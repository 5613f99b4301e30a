/** What scripts say, and what of it is heard. */

import { describe, expect, it } from "vitest";
import { clampPythonCache } from "../../src/scripts/python-caches.ts";
import { createScriptOutput } from "../../src/scripts/script-output.ts";
import { watchForSecrets } from "../../src/scripts/secrets.ts";

async function* chunks(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

describe("output", () => {
  it("comes in lines, whole signs, and without secrets", async () => {
    const lines: string[] = [];
    const output = createScriptOutput({
      say: (line) => void lines.push(line),
      trace: undefined,
      secrets: ["swordfish", "first line\nsecond line"],
    });
    for (const byte of Buffer.from("größe: sword")) await output.take(Uint8Array.of(byte));
    await output.take(Buffer.from("fish!\nsecond line\nend"));
    await output.end();
    expect(lines).toEqual(["größe: ***!", "***", "end"]);
    expect(output.lastLines()).toEqual(lines);
  });
});

describe("secrets", () => {
  it("are found wherever a content is cut", async () => {
    const watch = watchForSecrets([{ id: "token", value: Buffer.from("0123456789\n") }]);
    for (let cut = 0; cut <= 14; cut += 1) {
      const content = Buffer.from("ab0123456789cd");
      const found: string[] = [];
      for await (const _ of watch(chunks(content.subarray(0, cut), content.subarray(cut)), (id) =>
        found.push(id),
      ));
      expect(found).toEqual(["token"]);
    }
  });
});

describe("a compiled Python module", () => {
  const header = (flags: number, time: number): Buffer => {
    const bytes = Buffer.alloc(20, 7);
    bytes.writeUInt32LE(flags, 4);
    bytes.writeUInt32LE(time, 8);
    return bytes;
  };
  const clamped = async (path: string, bytes: Buffer): Promise<number> => {
    const parts: Uint8Array[] = [];
    const source = (asked: string) => (asked === "lib/kept.py" ? 900 : undefined);
    for await (const part of clampPythonCache(
      chunks(bytes.subarray(0, 5), bytes.subarray(5)),
      path,
      500,
      source,
    ))
      parts.push(part);
    return Buffer.concat(parts).readUInt32LE(8);
  };
  it.each([
    ["lib/__pycache__/made.cpython-312.pyc", 0, 900, 500],
    ["lib/__pycache__/made.cpython-312.opt-2.pyc", 0, 900, 500],
    ["lib/__pycache__/kept.cpython-312.pyc", 0, 900, 900],
    ["lib/__pycache__/old.cpython-312.pyc", 0, 300, 300],
    ["lib/__pycache__/hashed.cpython-312.pyc", 1, 900, 900],
    ["lib/other.pyc", 0, 900, 900],
  ])("%s with flags %i and time %i has %i", async (path, flags, time, expected) => {
    expect(await clamped(path, header(flags, time))).toBe(expected);
  });
});
