/** What is told of a SIF that was read, in siftool's look, and what is refused. */

import { memorySource } from "@deftools/bytes";
import {
  describeSif,
  formatSifHeader,
  formatSifInfo,
  formatSifList,
  isSif,
  objectSource,
  readSif,
  type SifImage,
} from "@deftools/sif";
import { describe, expect, it } from "vitest";
import { built, bytesOf } from "./sample.ts";

const content = Buffer.from("x");
const foreign: SifImage = {
  ...built,
  architecture: "unknown",
  time: -62_135_596_800,
  id: new Uint8Array(16),
  launchScript: "",
  objects: [
    {
      type: "partition",
      group: 2,
      partition: { filesystem: "ext3", use: "overlay", architecture: "arm64" },
      content,
    },
    {
      type: "partition",
      partition: { filesystem: "encrypted-squashfs", use: "system", architecture: "s390x" },
      content,
    },
    {
      type: "signature",
      group: "none",
      link: { kind: "group", id: 1 },
      signature: { hash: "blake2b-256", fingerprint: "00".repeat(20) },
      content,
    },
    {
      type: "cryptographic-message",
      link: { kind: "object", id: 2 },
      message: { format: "pem", kind: "rsa-oaep" },
      content,
    },
    { type: "sbom", sbom: { format: "spdx-json" }, content },
    { type: "oci-blob", digest: `sha256:${"ab".repeat(32)}`, content },
    { type: 0x4fff, name: "later", extra: Buffer.alloc(384, 7), content },
  ],
};
const read = async (image: SifImage) => readSif(memorySource(await bytesOf(image)));

describe("a SIF", () => {
  it("of a build is listed as siftool lists it", async () => {
    const sif = await read(built);
    expect(formatSifList(sif)).toMatchInlineSnapshot(`
      "------------------------------------------------------------------------------
      ID   |GROUP   |LINK    |SIF POSITION (start-end)  |TYPE
      ------------------------------------------------------------------------------
      1    |1       |NONE    |32176-32209               |Def.FILE
      2    |1       |NONE    |32209-32229               |JSON.Generic
      3    |1       |NONE    |32229-32231               |JSON.Generic
      4    |1       |NONE    |32768-36864               |FS (Squashfs/*System/amd64)
      "
    `);
    expect(formatSifHeader(sif)).toMatchInlineSnapshot(`
      "Launch Script:        #!/usr/bin/env run-singularity
      Version:              01
      Primary Architecture: amd64
      ID:                   00112233-4455-6677-8899-aabbccddeeff
      Created At:           2023-11-14 22:13:20 +0000 UTC
      Modified At:          2023-11-14 22:13:20 +0000 UTC
      Descriptors Free:     44
      Descriptors Total:    48
      Descriptors Offset:   4096
      Descriptors Size:     27 KiB
      Data Offset:          32176
      Data Size:            5 KiB
      "
    `);
    expect(formatSifInfo(sif.objects[1]!)).toMatchInlineSnapshot(`
      "  Data Type:    JSON.Generic
        ID:           2
        Group ID:     1
        Linked ID:    NONE
        Offset:       32209
        Size:         20
        Created At:   2023-11-14 22:13:20 +0000 UTC
        Modified At:  2023-11-14 22:13:20 +0000 UTC
        Name:         inspect-metadata.json
      "
    `);
    expect(formatSifInfo(sif.objects[3]!)).toMatchInlineSnapshot(`
      "  Data Type:        FS
        ID:               4
        Group ID:         1
        Linked ID:        NONE
        Offset:           32768
        Size:             4096
        Created At:       2023-11-14 22:13:20 +0000 UTC
        Modified At:      2023-11-14 22:13:20 +0000 UTC
        Filesystem Type:  Squashfs
        Partition Type:   *System
        Architecture:     amd64
      "
    `);
  });
  it("with overlay, encrypted and unknown objects is listed, too", async () => {
    const sif = await read(foreign);
    expect(formatSifList(sif)).toMatchInlineSnapshot(`
      "------------------------------------------------------------------------------
      ID   |GROUP   |LINK    |SIF POSITION (start-end)  |TYPE
      ------------------------------------------------------------------------------
      1    |2       |NONE    |32768-32769               |FS (Ext3/Overlay/arm64)
      2    |1       |NONE    |36864-36865               |FS (Encrypted squashfs/System/s390x)
      3    |NONE    |1   (G) |36865-36866               |Signature (BLAKE2b-256)
      4    |1       |2       |36866-36867               |Cryptographic Message (PEM/RSA-OAEP)
      5    |1       |NONE    |36867-36868               |SBOM (spdx-json)
      6    |1       |NONE    |36868-36869               |OCI.Blob
      7    |1       |NONE    |36869-36870               |Unknown
      "
    `);
    expect(formatSifHeader(sif)).toMatchInlineSnapshot(`
      "Version:            01
      ID:                 00000000-0000-0000-0000-000000000000
      Created At:         0001-01-01 00:00:00 +0000 UTC
      Modified At:        0001-01-01 00:00:00 +0000 UTC
      Descriptors Free:   41
      Descriptors Total:  48
      Descriptors Offset: 4096
      Descriptors Size:   27 KiB
      Data Offset:        32176
      Data Size:          5 KiB
      "
    `);
    expect(sif.objects[0]!.partition).toMatchObject({ use: "overlay", filesystem: "ext3" });
    expect(sif.objects[1]!.partition).toMatchObject({ filesystem: "encrypted-squashfs" });
    expect(sif.objects[6]).toMatchObject({ type: 0x4fff, name: "later", extra: Buffer.alloc(384, 7) });
    expect(sif.objects.map(formatSifInfo).join("\n")).toMatchInlineSnapshot(`
      "  Data Type:        FS
        ID:               1
        Group ID:         2
        Linked ID:        NONE
        Offset:           32768
        Size:             1
        Created At:       0001-01-01 00:00:00 +0000 UTC
        Modified At:      0001-01-01 00:00:00 +0000 UTC
        Filesystem Type:  Ext3
        Partition Type:   Overlay
        Architecture:     arm64

        Data Type:        FS
        ID:               2
        Group ID:         1
        Linked ID:        NONE
        Offset:           36864
        Size:             1
        Created At:       0001-01-01 00:00:00 +0000 UTC
        Modified At:      0001-01-01 00:00:00 +0000 UTC
        Filesystem Type:  Encrypted squashfs
        Partition Type:   System
        Architecture:     s390x

        Data Type:    Signature
        ID:           3
        Group ID:     NONE
        Linked ID:    1 (G)
        Offset:       36865
        Size:         1
        Created At:   0001-01-01 00:00:00 +0000 UTC
        Modified At:  0001-01-01 00:00:00 +0000 UTC
        Hash Type:    BLAKE2b-256
        Entity:       0000000000000000000000000000000000000000

        Data Type:     Cryptographic Message
        ID:            4
        Group ID:      1
        Linked ID:     2
        Offset:        36866
        Size:          1
        Created At:    0001-01-01 00:00:00 +0000 UTC
        Modified At:   0001-01-01 00:00:00 +0000 UTC
        Format Type:   PEM
        Message Type:  RSA-OAEP

        Data Type:    SBOM
        ID:           5
        Group ID:     1
        Linked ID:    NONE
        Offset:       36867
        Size:         1
        Created At:   0001-01-01 00:00:00 +0000 UTC
        Modified At:  0001-01-01 00:00:00 +0000 UTC
        Format:       spdx-json

        Data Type:    OCI.Blob
        ID:           6
        Group ID:     1
        Linked ID:    NONE
        Offset:       36868
        Size:         1
        Created At:   0001-01-01 00:00:00 +0000 UTC
        Modified At:  0001-01-01 00:00:00 +0000 UTC
        Digest:       sha256:abababababababababababababababababababababababababababababababab

        Data Type:    Unknown
        ID:           7
        Group ID:     1
        Linked ID:    NONE
        Offset:       36869
        Size:         1
        Created At:   0001-01-01 00:00:00 +0000 UTC
        Modified At:  0001-01-01 00:00:00 +0000 UTC
        Name:         later
      "
    `);
  });
  it("is described in exact numbers", async () => {
    expect(describeSif(await read({ ...built, objects: built.objects.slice(2) }))).toMatchInlineSnapshot(`
      "launchScript "#!/usr/bin/env run-singularity\\n"
      version "01"
      architecture "amd64"
      createdAt 1700000000
      modifiedAt 1700000000
      descriptorsFree 46
      descriptorsTotal 48
      descriptorsOffset 4096
      descriptorsSize 28080
      dataOffset 32176
      dataSize 4688
      id "00112233-4455-6677-8899-aabbccddeeff"
      object 1
        type "json"
        name "oci-config.json"
        group 1
        offset 32176
        size 2
        sizeWithPadding 2
        createdAt 1700000000
        modifiedAt 1700000000
        uid 0
        gid 0
      object 2
        type "partition"
        name ""
        group 1
        offset 32768
        size 4096
        sizeWithPadding 4686
        createdAt 1700000000
        modifiedAt 1700000000
        uid 0
        gid 0
        partition {"filesystem":"squashfs","use":"primary-system","architecture":"amd64"}
      "
    `);
  });
  it("cannot steer a terminal with its names", async () => {
    const sif = await read({ ...built, objects: [{ type: "json", name: "\u001b[2Jx\n", content }] });
    expect(formatSifInfo(sif.objects[0]!)).toContain("Name:         \ufffd[2Jx\ufffd\n");
  });
  it("gives its objects as sources, and nothing beyond them", async () => {
    const source = memorySource(await bytesOf(built));
    const sif = await readSif(source);
    const config = objectSource(source, sif.objects[2]!);
    expect(config.size).toBe(2);
    expect(Buffer.from(await config.read(0, 2)).toString()).toBe("{}");
    await expect(config.read(1, 2)).rejects.toMatchObject({ code: "bytes/truncated" });
  });
  it("is known by its first bytes", async () => {
    expect(isSif((await bytesOf(built)).subarray(0, 42))).toBe(true);
    expect(isSif(Buffer.from("hsqs"))).toBe(false);
    expect(isSif(new Uint8Array())).toBe(false);
  });
});

describe("refused is", () => {
  const change = async (offset: number, bytes: Uint8Array): Promise<Buffer> => {
    const file = await bytesOf(built);
    file.set(bytes, offset);
    return file;
  };
  const int64 = (value: bigint): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  };
  it.each([
    ["another magic", 32, Buffer.from("X"), "sif/not-a-sif", /SIF_MAGIC/],
    ["another version", 42, Buffer.from("02"), "sif/not-a-sif", /version "02"/],
    ["a flood of descriptors", 88, int64(2n ** 40n), "sif/damaged", /descriptors, at most/],
    ["a negative count", 88, int64(-1n), "sif/damaged", /descriptorsTotal cannot be -1/],
    ["descriptors behind the end", 96, int64(2n ** 50n), "sif/damaged", /descriptors lie behind/],
    ["descriptors in the header", 96, int64(0n), "sif/damaged", /descriptors lie in its header/],
    ["an object behind the end", 4096 + 25, int64(2n ** 40n), "sif/damaged", /object 1 lies behind/],
    ["an object in the header", 4096 + 17, int64(0n), "sif/damaged", /object 1 lies in/],
    ["a size out of all reason", 4096 + 25, int64(2n ** 62n), "sif/damaged", /object 1's size/],
    ["an ID that comes twice", 4096 + 585 + 5, Buffer.from([1]), "sif/damaged", /ID 1/],
  ])("%s", async (_, offset, bytes, code, words) => {
    const reading = readSif(memorySource(await change(offset, bytes)));
    await expect(reading).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
  });
  it.each([0, 10, 41, 60, 127, 5000, 32_175])("a file of its first %i bytes", async (length) => {
    const reading = readSif(memorySource((await bytesOf(built)).subarray(0, length)));
    await expect(reading).rejects.toMatchObject({ code: length < 42 ? "sif/not-a-sif" : "sif/damaged" });
  });
});
