/** Device numbers as Linux encodes them in 32 bits: minor 31–20, major 19–8, minor 7–0 (kernel: `new_encode_dev`). */

import { Failure } from "@deftools/trouble";

export interface DeviceNumber {
  readonly major: number;
  readonly minor: number;
}

/** @throws Failure "squashfs/bad-device" for numbers Linux does not have */
export const encodeDevice = ({ major, minor }: DeviceNumber): number => {
  if (!(0 <= major && major < 1 << 12 && 0 <= minor && minor < 1 << 20))
    throw new Failure("squashfs/bad-device", `no device can have the number ${major}:${minor}`);
  return ((minor & 0xff) | (major << 8) | ((minor & ~0xff) << 12)) >>> 0;
};

export const decodeDevice = (word: number): DeviceNumber => ({
  major: (word >>> 8) & 0xfff,
  minor: (word & 0xff) | ((word >>> 12) & 0xfff00),
});
