/** Tar dialects, one oddity each, and what is refused. */

import { describe, expect, it } from "vitest";
import { readTar } from "../src/tar.ts";
import { block, chunked, entriesOf, pax, read, tarOf } from "./tar-maker.ts";

const bytes = (text: string): Buffer => Buffer.from(text, "latin1");

const bytes255 = Buffer.alloc(3, 0xff);

describe("names", () => {
  it("join prefix and name in ustar, but not in GNU, where times stand there", async () => {
    expect((await read(block({ prefix: "a/b", name: "c" })))[0]!.path).toBe("a/b/c");
    expect((await read(block({ prefix: "12345", name: "c", magic: "ustar  \0" })))[0]!.path).toBe("c");
  });
  it("have a shorter prefix in star", async () => {
    const star = block({
      prefix: "a",
      also: [
        [345 + 131, "00000000000 "],
        [508, "tar\0"],
      ],
    });
    expect((await read(star))[0]!.path).toBe("a/file");
  });
  it("keep bytes that are no UTF-8, in headers and in PAX records", async () => {
    const [plain, inPax] = await read(
      block({ name: bytes("caf\xe9\xff") }),
      pax([
        ["hdrcharset", "BINARY"],
        ["path", bytes("\xfe\x80")],
      ]),
      block({}),
    );
    expect(plain!.path).toBe("caf\xe9\xff");
    expect(inPax!.path).toBe("\xfe\x80");
  });
  it("come from GNU long names, which win over PAX", async () => {
    const long = "d/".repeat(90) + "f";
    const [entry] = await read(
      block({ name: "././@LongLink", type: "L", content: `${long}\0` }),
      block({ name: "././@LongLink", type: "K", content: "to\0" }),
      pax([["path", "pax"]]),
      block({ type: "2" }),
    );
    expect(entry).toMatchObject({ path: long, target: "to", kind: "symlink" });
  });
  it("that end in a slash make a directory of an empty file", async () => {
    const [old, full] = await read(block({ name: "d/", type: "\0" }), block({ name: "d/", content: "x" }));
    expect(old!.kind).toBe("directory");
    expect(full!.kind).toBe("file");
  });
});

describe("checksums", () => {
  it("may be sums of signed bytes, as some old programs wrote", async () => {
    const bytes = block({ name: bytes255 });
    const sum = Number.parseInt(bytes.toString("latin1", 148, 154), 8) - 256 * bytes255.length;
    bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    expect((await read(bytes))[0]!.path).toBe("\xff\xff\xff");
  });
});

describe("numbers", () => {
  it("are read in base 256, negative ones too", async () => {
    const [entry] = await read(
      block({
        uid: Uint8Array.of(0x80, 0, 0, 0, 0, 0x2d, 0xc6, 0xc0),
        mtime: Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xae, 0x80]),
      }),
    );
    expect(entry).toMatchObject({ uid: 3_000_000, mtime: -86_400 });
  });
  it("are rounded down in PAX times", async () => {
    const times: readonly (readonly [string, number])[] = [
      ["1700000000.999999999", 1_700_000_000],
      ["-1.5", -2],
      ["-0.1", -1],
      ["-3", -3],
      ["-3.000", -3],
    ];
    for (const [text, mtime] of times)
      expect((await read(pax([["mtime", text]]), block({})))[0]!.mtime).toBe(mtime);
  });
  it("of PAX stand for those of the header, the size too", async () => {
    const [entry, next] = await read(
      pax([
        ["uid", "5000000"],
        ["gid", "6000000"],
        ["size", "3"],
      ]),
      block({ content: "abc", size: "00000000000\0" }),
      block({ name: "next" }),
    );
    expect(entry).toMatchObject({ uid: 5_000_000, gid: 6_000_000, size: 3 });
    expect(entry!.content.toString()).toBe("abc");
    expect(next!.path).toBe("next");
  });
  it("of devices are told for devices alone", async () => {
    const device = { major: "0000001\0", minor: "0000003\0" };
    const [null_, file] = await read(block({ type: "3", ...device }), block({ type: "0", ...device }));
    expect(null_).toMatchObject({ kind: "character-device", major: 1, minor: 3 });
    expect(file).toMatchObject({ kind: "file", major: 0, minor: 0 });
  });
});

describe("PAX headers", () => {
  it("that are global hold until the end, and an empty local record gives way to the header", async () => {
    const entries = await read(
      pax(
        [
          ["uid", "7"],
          ["mtime", "9"],
        ],
        "g",
      ),
      block({ name: "a" }),
      pax([
        ["uid", ""],
        ["mtime", "10"],
      ]),
      block({ name: "b" }),
      block({ name: "c" }),
    );
    expect(entries.map(({ uid, mtime }) => [uid, mtime])).toEqual([
      [7, 9],
      [0, 10],
      [7, 9],
    ]);
  });
  it("carry extended attributes as bytes, in both spellings, sorted", async () => {
    const capability = Uint8Array.of(1, 0, 0, 2, 0x80, 0xff, 10, 61, 0);
    const [entry] = await read(
      pax([
        ["SCHILY.xattr.user.b", ""],
        ["LIBARCHIVE.xattr.user.a%20b", Buffer.from("va").toString("base64")],
        ["SCHILY.xattr.security.capability", capability],
        ["SCHILY.xattr.user.x%3Dy", "1"],
      ]),
      block({}),
    );
    expect(entry!.xattrs.map(({ name, value }) => [name, [...value]])).toEqual([
      ["security.capability", [...capability]],
      ["user.a b", [...Buffer.from("va")]],
      ["user.b", []],
      ["user.x=y", [49]],
    ]);
  });
});

describe("PAX records", () => {
  it.each([
    "",
    "5",
    "6 a=b",
    "11 path=abc\n",
    "0 a=b\n",
    "-6 a=b\n",
    "6 ab\n\n",
    "99999999999 a=b\n",
    " a=b\n",
    "4 =\n4 =\n6 a=b\nx",
  ])("%j: only whole ones are taken", async (content) => {
    const reading = read(block({ type: "x", content }), block({ name: "f" }));
    if (content === "") expect((await reading)[0]!.path).toBe("f");
    else await expect(reading).rejects.toMatchObject({ code: "rootfs/bad-tar" });
  });
  it("may be followed by NULs", async () => {
    const [entry] = await read(block({ type: "x", content: "10 path=x\n\0\0\0" }), block({}));
    expect(entry!.path).toBe("x");
  });
});

describe("sparse files", () => {
  const octal = (value: number): string => `${value.toString(8).padStart(11, "0")}\0`;
  const expanded = Buffer.concat([
    Buffer.alloc(1000),
    Buffer.from("abc"),
    Buffer.alloc(500),
    Buffer.from("de"),
    Buffer.alloc(495),
  ]);

  it("of old GNU tar expand, with more regions than the header holds", async () => {
    const regions = Array.from({ length: 30 }, (_, index) => [index * 10, 1] as const);
    const pairs = (some: readonly (readonly [number, number])[]): string =>
      some.map(([offset, length]) => octal(offset) + octal(length)).join("");
    const continuation = (some: readonly (readonly [number, number])[], isExtended: boolean): Buffer => {
      const bytes = Buffer.alloc(512);
      bytes.write(pairs(some));
      bytes[504] = isExtended ? 1 : 0;
      return bytes;
    };
    const header = block({
      type: "S",
      magic: "ustar  \0",
      size: octal(30),
      also: [
        [386, pairs(regions.slice(0, 4))],
        [482, "\u0001"],
        [483, octal(400)],
      ],
    });
    const [entry, next] = await read(
      header,
      continuation(regions.slice(4, 25), true),
      continuation(regions.slice(25), false),
      Buffer.concat([Buffer.alloc(30, "x"), Buffer.alloc(482)]),
      block({ name: "next" }),
    );
    const wanted = Buffer.alloc(400);
    for (const [offset] of regions) wanted[offset] = 0x78;
    expect(entry).toMatchObject({ kind: "file", size: 400 });
    expect(entry!.content.equals(wanted)).toBe(true);
    expect(next!.path).toBe("next");
  });
  it.each([
    [
      "0.0",
      [
        ["GNU.sparse.size", "2000"],
        ["GNU.sparse.numblocks", "2"],
        ["GNU.sparse.offset", "1000"],
        ["GNU.sparse.numbytes", "3"],
        ["GNU.sparse.offset", "1503"],
        ["GNU.sparse.numbytes", "2"],
      ],
      "abcde",
    ],
    [
      "0.1",
      [
        ["GNU.sparse.size", "2000"],
        ["GNU.sparse.name", "real"],
        ["GNU.sparse.map", "1000,3,1503,2"],
      ],
      "abcde",
    ],
    [
      "1.0",
      [
        ["GNU.sparse.major", "1"],
        ["GNU.sparse.minor", "0"],
        ["GNU.sparse.realsize", "2000"],
        ["GNU.sparse.name", "real"],
      ],
      `${"2\n1000\n3\n1503\n2\n".padEnd(512, "\0")}abcde`,
    ],
  ] as const)("of PAX %s expand", async (_, records, content) => {
    const [entry] = await read(pax(records), block({ content }));
    expect(entry!.size).toBe(2000);
    expect(entry!.content.equals(expanded)).toBe(true);
    if (records.some(([key]) => key === "GNU.sparse.name")) expect(entry!.path).toBe("real");
  });
  it.each([
    ["regions out of order", "10,1,5,1"],
    ["a region behind the end", "1999,2"],
    ["less data than the map tells", "0,1"],
    ["a number that is none", "0,x"],
  ])("are refused with %s", async (_, map) => {
    const tar = read(
      pax([
        ["GNU.sparse.size", "2000"],
        ["GNU.sparse.map", map],
      ]),
      block({ content: "ab" }),
    );
    await expect(tar).rejects.toMatchObject({ code: "rootfs/bad-tar" });
  });
  it("need no memory for their holes", async () => {
    const size = 2 ** 30;
    const tar = tarOf(
      pax([
        ["GNU.sparse.size", String(size)],
        ["GNU.sparse.map", `${size},0`],
      ]),
      block({}),
    );
    for await (const entry of readTar(chunked(tar))) {
      let length = 0;
      for await (const chunk of entry.content) length += chunk.length;
      expect(length).toBe(size);
    }
  });
});

describe("the end", () => {
  it("may come without zeros, and padding behind the zeros is read", async () => {
    expect(await entriesOf(chunked(block({})))).toHaveLength(1);
    let taken = 0;
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunked(Buffer.concat([tarOf(block({})), Buffer.alloc(9000)]), [100])) {
        taken += chunk.length;
        yield chunk;
      }
    };
    await entriesOf(counted());
    expect(taken).toBe(512 + 1024 + 9000);
  });
  it.each([
    ["inside a header", block({}).subarray(0, 100)],
    ["inside the content", block({ content: "x".repeat(2000) }).subarray(0, 1000)],
    ["inside the padding", block({ content: "x" }).subarray(0, 700)],
    ["after an extended header", pax([["path", "x"]])],
    ["inside an extended header", pax([["path", "x"]]).subarray(0, 515)],
  ])("is missed %s", async (_, bytes) => {
    await expect(entriesOf(chunked(bytes))).rejects.toMatchObject({ code: "rootfs/bad-tar" });
  });
  it("closes the stream when the reader leaves early", async () => {
    let closed = false;
    const watched = async function* (): AsyncGenerator<Uint8Array> {
      try {
        yield* chunked(tarOf(block({}), block({})), [512]);
      } finally {
        closed = true;
      }
    };
    for await (const _ of readTar(watched())) break;
    expect(closed).toBe(true);
  });
});

describe("refused are", () => {
  it.each([
    ["a wrong checksum", Buffer.concat([Buffer.from("y"), block({}).subarray(1)]), /byte 0: .*checksum/],
    ["letters in a number", block({ uid: "12x4567\0" }), /number/],
    ["a negative size", block({ size: Buffer.alloc(12, 0xff) }), /negative/],
    ["a type that nobody knows", block({ type: "Z" }), /"Z"/],
    ["a NUL in a name", Buffer.concat([pax([["path", "a\0b"]]), block({})]), /NUL/],
    [
      "a record with a wrong length",
      Buffer.concat([block({ type: "x", content: "99 path=a\n" }), block({})]),
      /record/,
    ],
    ["a single block of zeros", Buffer.concat([Buffer.alloc(512), block({})]), /single block/],
  ])("%s", async (_, bytes, words) => {
    await expect(read(bytes)).rejects.toThrow(words);
    await expect(read(bytes)).rejects.toMatchObject({ code: "rootfs/bad-tar" });
  });
  it.each([
    ["entries", { entries: 1 }, [block({}), block({})]],
    ["pathBytes", { pathBytes: 5 }, [block({ name: "longer" })]],
    ["fileBytes", { fileBytes: 5 }, [block({ content: "longer" })]],
    ["totalBytes", { totalBytes: 600 }, [block({ content: "a" }), block({ content: "b" })]],
    ["xattrBytes", { xattrBytes: 9 }, [pax([["SCHILY.xattr.user.long", "x"]]), block({})]],
    ["headerBytes", { headerBytes: 20 }, [pax([["path", "x".repeat(30)]]), block({})]],
    [
      "sparseRegions",
      { sparseRegions: 1 },
      [
        pax([
          ["GNU.sparse.major", "1"],
          ["GNU.sparse.minor", "0"],
          ["GNU.sparse.realsize", "9"],
        ]),
        block({ content: "2\n0\n0\n0\n0\n".padEnd(512, "\0") }),
      ],
    ],
  ] as const)("more than the limit of %s", async (name, limits, blocks) => {
    const tar = entriesOf(chunked(tarOf(...blocks)), limits);
    await expect(tar).rejects.toMatchObject({
      code: "rootfs/limit",
      message: expect.stringContaining(`(${name})`),
    });
  });
});
