/** The small root made on the spot: complete, and the same every time. */

import { extract } from "tar-stream";
import { describe, expect, it } from "vitest";
import { smallRootLayer } from "../src/index.ts";

/** The entries of a tar by path. */
const entriesOf = async (tar: Uint8Array): Promise<ReadonlyMap<string, { type: string; target: string }>> => {
  const entries = new Map<string, { type: string; target: string }>();
  const reader = extract();
  reader.on("entry", ({ name, type, linkname }, stream, next) => {
    entries.set(name, { type, target: linkname });
    stream.resume();
    next();
  });
  await new Promise<void>((resolve, reject) => {
    reader.on("finish", resolve).on("error", reject);
    reader.end(tar);
  });
  return entries;
};

describe("a small root", () => {
  it("has a shell, the files that say who root is, and every folder before its content", async () => {
    const { tar, programs } = await smallRootLayer();
    const entries = await entriesOf(tar);
    expect(programs).toContain("/bin/sh");
    for (const path of ["bin/sh", "bin/cat", "etc/passwd", "etc/group", "tmp/", "proc/", "root/"])
      expect(entries.has(path), path).toBe(true);
    const seen = new Set(["."]);
    for (const path of entries.keys()) {
      const folder = path.replace(/\/$/, "").split("/").slice(0, -1).join("/") || ".";
      expect(seen.has(folder), `${folder} before ${path}`).toBe(true);
      seen.add(path.replace(/\/$/, ""));
    }
  });

  it("is made from the machine's own shell with its loader, where there is no busybox", async () => {
    const { tar, from } = await smallRootLayer("shell");
    const entries = await entriesOf(tar);
    expect(from).toBe("shell");
    expect(entries.get("bin/sh")?.type).toBe("file");
  });

  it("has the same bytes when it is made again", async () => {
    expect(Buffer.compare((await smallRootLayer()).tar, (await smallRootLayer()).tar)).toBe(0);
  });
});
