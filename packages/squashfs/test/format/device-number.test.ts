/** Device numbers against what Linux makes of them. */

import { expect, test } from "vitest";
import { decodeDevice, encodeDevice } from "../../src/format/device-number.ts";

test("numbers are packed as the kernel packs them", () => {
  expect(encodeDevice({ major: 1, minor: 3 })).toBe(0x103);
  expect(encodeDevice({ major: 259, minor: 0x12345 })).toBe(0x12310345);
  expect(encodeDevice({ major: 4095, minor: 0xfffff })).toBe(0xffffffff);
});

test("unpacking undoes packing", () => {
  for (const device of [
    { major: 0, minor: 0 },
    { major: 8, minor: 255 },
    { major: 4095, minor: 0xfffff },
    { major: 7, minor: 256 },
  ])
    expect(decodeDevice(encodeDevice(device))).toEqual(device);
});
