/** Extended attributes as the text of getfattr: what is written is read again, whatever bytes are in it. */

import * as fc from "fast-check";
import { expect, it } from "vitest";
import { parseXattrDump, xattrDump } from "../src/xattr-dump.ts";

it("is written as setfattr reads it", () => {
  const xattrs = [
    { name: "user.note", value: Buffer.from("kept") },
    { name: "user.=", value: Buffer.alloc(0) },
  ];
  expect(
    xattrDump([
      { path: "a b\n\\", xattrs },
      { path: "", xattrs: xattrs.slice(0, 1) },
    ]),
  ).toBe(
    "# file: a\\040b\\012\\134\nuser.note=0x6b657074\nuser.\\075=0x\n\n# file: .\nuser.note=0x6b657074\n\n",
  );
});
it("is read as getfattr writes it", () => {
  expect(
    parseXattrDump("# file: ./bin/x\\012y\nuser.a=0x00ff\nuser.broken\n\n# file: .\nuser.b=0x\n\n"),
  ).toEqual([
    { path: "bin/x\ny", xattrs: [{ name: "user.a", value: Buffer.from([0, 255]) }] },
    { path: "", xattrs: [{ name: "user.b", value: Buffer.alloc(0) }] },
  ]);
});
it("comes back as it was", () => {
  const bytes = fc
    .uint8Array({ minLength: 1, maxLength: 20 })
    .map((array) => Buffer.from(array.map((byte) => byte || 1)).toString("latin1"));
  const xattr = fc.record({ name: bytes, value: fc.uint8Array().map((array) => Buffer.from(array)) });
  // a path in an image is never written with a dot in front
  const path = bytes.filter((text) => !/^\.(\/|$)/.test(text));
  fc.assert(
    fc.property(fc.array(fc.record({ path, xattrs: fc.array(xattr) })), (files) => {
      expect(parseXattrDump(xattrDump(files))).toEqual(files);
    }),
  );
});
