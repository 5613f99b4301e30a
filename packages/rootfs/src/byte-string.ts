/** Byte strings: one character per byte, so that names of any encoding survive and compare as the kernel compares them. */

import type { ByteString } from "./node.ts";

/** The UTF-8 bytes of a text. */
export const toByteString = (text: string): ByteString => Buffer.from(text, "utf8").toString("latin1");

/** The text that the bytes are as UTF-8, for people to read; bytes that are no UTF-8 become U+FFFD. */
export const fromByteString = (bytes: ByteString): string => Buffer.from(bytes, "latin1").toString("utf8");

/** Bytes as a byte string. */
export const asByteString = (bytes: Uint8Array): ByteString =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");

/** Bytes up to the first NUL, or all of them. */
export const untilNul = (bytes: Uint8Array): ByteString => {
  const end = bytes.indexOf(0);
  return asByteString(end < 0 ? bytes : bytes.subarray(0, end));
};
