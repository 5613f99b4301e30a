/** Content digests: `algorithm:hex` (OCI image-spec descriptor.md#digests). */

import { createHash } from "node:crypto";
import { failure } from "./failure.ts";
import type { Digest } from "./image.ts";

/** Hexadecimal digits per registered algorithm; the names are also those of `node:crypto`. */
const hexLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** Hashes bytes as they pass. */
export interface Digester {
  update(bytes: Uint8Array): void;
  /** The digest of all bytes so far; ends the digester. */
  digest(): Digest;
}

/** Whether a text is a digest that can be checked. */
export const isDigest = (text: string): boolean => {
  const [, algorithm = "", hex = ""] = /^([a-z0-9]+):([0-9a-f]+)$/.exec(text) ?? [];
  return Object.hasOwn(hexLengths, algorithm) && hexLengths[algorithm] === hex.length;
};

/**
 * Hashes with the algorithm of `expected`.
 * @throws Failure "oci/bad-digest" when `expected` is no digest that can be checked
 */
export const createDigester = (expected: Digest): Digester => {
  if (!isDigest(expected)) throw failure("oci/bad-digest", `"${expected}" is no digest that can be checked`);
  const algorithm = algorithmOf(expected);
  const hash = createHash(algorithm);
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => `${algorithm}:${hash.digest("hex")}`,
  };
};

/** The digest of bytes in memory, by the algorithm of `like`. */
export const digestOf = (bytes: Uint8Array, like: Digest = `sha256:${"0".repeat(64)}`): Digest => {
  const digester = createDigester(like);
  digester.update(bytes);
  return digester.digest();
};

const algorithmOf = (digest: Digest): string => digest.slice(0, digest.indexOf(":"));
