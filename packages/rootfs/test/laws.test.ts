/** What holds for all tars, layers and trees. */

import {
  decompressLayer,
  defaultAttributes,
  difference,
  emptyRoot,
  type LayerRecord,
  lookUp,
  mergeLayers,
  normalizePath,
  placeNode,
  readLayer,
  snapshotTree,
  sortedNames,
  walk,
} from "@deftools/rootfs";
import { isFailure } from "@deftools/trouble";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { block, chunked, entriesOf, pax, tarOf } from "./tar-maker.ts";

/** Few names, so that paths meet. */
const name = fc.constantFrom("a", "b", "c");
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join("/"));
const byteName = fc
  .array(
    fc.integer({ min: 1, max: 255 }).filter((byte) => byte !== 0x2f),
    { minLength: 1, maxLength: 120 },
  )
  .map((bytes) => Buffer.from(bytes));

describe("tar", () => {
  const entry = fc.record({
    path: byteName,
    content: fc.uint8Array({ maxLength: 1500 }),
    mode: fc.integer({ min: 0, max: 0o7777 }),
    uid: fc.nat({ max: 0xffffffff }),
    mtime: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
    xattr: fc.uint8Array({ maxLength: 40 }),
  });
  const tarOfAll = (
    entries: readonly (typeof entry extends fc.Arbitrary<infer One> ? One : never)[],
  ): Buffer =>
    tarOf(
      ...entries.flatMap(({ path, content, mode, uid, mtime, xattr }) => [
        pax([
          ["path", path],
          ["uid", String(uid)],
          ["mtime", String(mtime)],
          ["SCHILY.xattr.user.x", xattr],
        ]),
        block({ mode: `${mode.toString(8).padStart(7, "0")}\0`, content }),
      ]),
    );

  it("gives back what was written, in any chunking", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(entry, { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 5 }),
        async (entries, sizes) => {
          const read = await entriesOf(chunked(tarOfAll(entries), sizes));
          expect(
            read.map(({ path, content, mode, uid, mtime, xattrs }) => ({
              path: Buffer.from(path, "latin1"),
              content: new Uint8Array(content),
              mode,
              uid,
              mtime,
              xattr: new Uint8Array(xattrs[0]!.value),
            })),
          ).toEqual(
            entries.map((one) => ({
              ...one,
              path: one.path,
              content: one.path.at(-1) === 0x2f ? new Uint8Array() : new Uint8Array(one.content),
              xattr: new Uint8Array(one.xattr),
            })),
          );
        },
      ),
      { numRuns: 100 },
    ));

  it("that is damaged or cut anywhere ends in a Failure, or in entries", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(entry, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 5 }),
        fc.nat(),
        async (entries, flips, cut) => {
          const bytes = Buffer.from(tarOfAll(entries));
          for (const [at, value] of flips) bytes[at % bytes.length] = value;
          await failsOrEnds(bytes.subarray(0, bytes.length - (cut % bytes.length)));
        },
      ),
      { numRuns: 200 },
    ));

  it("and compression take any bytes", () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom([], [0x1f, 0x8b, 8], [0x28, 0xb5, 0x2f, 0xfd], [0x50, 0x2a, 0x4d, 0x18]),
        fc.uint8Array({ maxLength: 2000 }),
        async (magic, bytes) => {
          await failsOrEnds(Buffer.concat([Buffer.from(magic), bytes]));
        },
      ),
      { numRuns: 300 },
    ));

  const failsOrEnds = async (bytes: Uint8Array): Promise<void> => {
    try {
      mergeLayers([await readLayer(decompressLayer(chunked(bytes, [700])), async () => "")]);
    } catch (error) {
      if (!isFailure(error)) throw error;
    }
  };
});

type Records = LayerRecord<number>[];

const record = fc.oneof(
  fc.record({ kind: fc.constant("file" as const), path, data: fc.nat({ max: 99 }) }),
  fc.record({ kind: fc.constant("directory" as const), path, mode: fc.constantFrom(0o700, 0o755) }),
  fc.record({ kind: fc.constant("whiteout" as const), path }),
  fc.record({ kind: fc.constant("opaque" as const), path }),
);

/** A layer such as a real one: no path under what the layer has as a file, and each path once. */
const layer = fc.array(record, { maxLength: 8 }).map((all): Records => {
  const records: Records = [];
  const kinds = new Map<string, string>();
  for (const one of all) {
    const above = one.path.split("/").map((_, index, names) => names.slice(0, index).join("/"));
    const isHidden = one.kind === "whiteout" || one.kind === "opaque";
    if (!isHidden && (kinds.has(one.path) || above.some((folder) => kinds.get(folder) === "file"))) continue;
    if (
      !isHidden &&
      [...kinds.keys()].some((taken) => taken.startsWith(`${one.path}/`)) &&
      one.kind === "file"
    )
      continue;
    if (!isHidden) kinds.set(one.path, one.kind);
    if (one.kind === "file")
      records.push({
        kind: "node",
        path: one.path,
        node: { ...defaultAttributes, kind: "file", size: 0, data: one.data },
      });
    else if (one.kind === "directory")
      records.push({
        kind: "directory",
        path: one.path,
        node: { ...defaultAttributes, kind: "directory", mode: one.mode },
      });
    else records.push(one);
  }
  // Folders above are described, as layers have it, and come first, so that types change by records alone.
  const described = records.flatMap(
    (one): Records =>
      one.kind === "whiteout" || one.kind === "opaque"
        ? []
        : one.path
            .split("/")
            .slice(1)
            .map(
              (_, index): LayerRecord<number> => ({
                kind: "directory",
                path: one.path
                  .split("/")
                  .slice(0, index + 1)
                  .join("/"),
                node: { ...defaultAttributes, kind: "directory" },
              }),
            )
            .filter(({ path }) => !kinds.has(path)),
  );
  const depth = ({ path }: LayerRecord<number>): number => path.split("/").length;
  return [...described, ...records].sort((a, b) => depth(a) - depth(b));
});

/** The same by the book, on a map from path to text. */
const model = (layers: readonly Records[]): Map<string, string> => {
  const tree = new Map<string, string>();
  const removeBelow = (path: string): void => {
    for (const other of [...tree.keys()]) if (other.startsWith(`${path}/`)) tree.delete(other);
  };
  for (const records of layers) {
    for (const { kind, path } of records) {
      if (kind === "directory" && tree.get(path)?.startsWith("file")) tree.delete(path);
      if (kind === "whiteout") tree.delete(path);
      if (kind === "whiteout" || kind === "opaque") removeBelow(path);
    }
    for (const one of records) {
      if (one.kind === "directory") tree.set(one.path, `directory ${one.node.mode}`);
      if (one.kind !== "node" || one.node.kind !== "file") continue;
      removeBelow(one.path);
      tree.set(one.path, `file ${one.node.data}`);
    }
  }
  return tree;
};

const asMap = (layers: readonly Records[]): Map<string, string> => {
  const map = new Map<string, string>();
  for (const { path, node } of walk(mergeLayers(layers)))
    if (path !== "") map.set(path, node.kind === "file" ? `file ${node.data}` : `${node.kind} ${node.mode}`);
  return map;
};
const sorted = (map: Map<string, string>): unknown => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

describe("merging", () => {
  it("equals the naive model", () => {
    fc.assert(
      fc.property(fc.array(layer, { maxLength: 4 }), (layers) => {
        expect(sorted(asMap(layers))).toEqual(sorted(model(layers)));
      }),
      { numRuns: 1000 },
    );
  });
  it("does not care where whiteouts stand in their layer", () => {
    fc.assert(
      fc.property(layer, layer, (lower, upper) => {
        const hiding = upper.filter(({ kind }) => kind === "whiteout" || kind === "opaque");
        const other = upper.filter((one) => !hiding.includes(one));
        const results = [[...hiding, ...other], [...other, ...hiding], upper].map((one) =>
          asMap([lower, one]),
        );
        expect(sorted(results[1]!)).toEqual(sorted(results[0]!));
        expect(sorted(results[2]!)).toEqual(sorted(results[0]!));
      }),
      { numRuns: 500 },
    );
  });
  it("of a whiteout of everything leaves nothing but the layer itself", () => {
    fc.assert(
      fc.property(layer, layer, (lower, upper) => {
        expect(sorted(asMap([lower, [{ kind: "opaque", path: "" }, ...upper]]))).toEqual(
          sorted(asMap([upper])),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe("the difference of two trees", () => {
  it("makes the one of the other, and is empty between equals", () => {
    fc.assert(
      fc.property(fc.array(layer, { maxLength: 3 }), layer, (layers, change) => {
        const before = mergeLayers(layers);
        const after = mergeLayers([change], { onto: snapshotTree(before) });
        const made = difference(before, after);
        expect([...walk(mergeLayers([made], { onto: snapshotTree(before) }))]).toEqual([...walk(after)]);
        expect(difference(after, snapshotTree(after))).toEqual([]);
        expect(made.some(({ kind }) => kind === "opaque")).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("paths", () => {
  const anyPath = fc
    .array(fc.constantFrom("a", "b", ".", "..", ""), { maxLength: 8 })
    .map((names) => names.join("/"));
  it("are normal after normalizing once", () => {
    fc.assert(
      fc.property(anyPath, (text) => {
        const normal = normalizePath(text);
        expect(normalizePath(normal)).toBe(normal);
        expect(`/${normal}/`).not.toMatch(/\/\.{0,2}\/(?!$)/);
      }),
    );
  });
  it("through any links never leave the root, and never run for ever", () => {
    const target = fc.tuple(fc.constantFrom("", "/"), anyPath).map(([start, rest]) => start + rest);
    fc.assert(
      fc.property(fc.array(fc.tuple(path, target), { maxLength: 6 }), anyPath, (links, asked) => {
        const root = emptyRoot<number>();
        for (const [at, to] of links)
          try {
            placeNode(root, at, { ...defaultAttributes, kind: "symlink", target: to });
          } catch (error) {
            if (!isFailure(error, "rootfs/no-such-place")) throw error;
          }
        const reachable = new Set([...walk(root)].map(({ node }) => node));
        const found = lookUp(root, asked);
        expect(found === undefined || reachable.has(found)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the walk", () => {
  it("visits siblings in the order of their bytes", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          byteName.map((bytes) => bytes.toString("latin1")),
          { maxLength: 12 },
        ),
        (names) => {
          const root = emptyRoot<number>();
          for (const one of names) root.children.set(one, { ...defaultAttributes, kind: "fifo" });
          const byBytes = names.map((one) => Buffer.from(one, "latin1")).sort(Buffer.compare);
          expect(sortedNames(root)).toEqual(byBytes.map((one) => one.toString("latin1")));
          expect([...walk(root)].slice(1).map((visit) => visit.path)).toEqual(sortedNames(root));
        },
      ),
    );
  });
});
