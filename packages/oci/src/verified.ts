/** A stream that proves itself: bytes pass through while they are counted and hashed, and its end is reached only when both are right. */

import type { ByteStream } from "@deftools/bytes";
import { createDigester } from "./digest.ts";
import { failure } from "./failure.ts";
import type { Digest } from "./image.ts";

/** What a descriptor promises about its blob. */
export interface Promised {
  readonly digest: Digest;
  readonly size: number;
}

/** What a person can do about damage, by where the bytes are kept. */
export const remedies = {
  registry: "the registry's copy is damaged or a proxy changed it; try again, or push the image anew",
  files: "the files of the image are damaged or were changed; copy or save it anew",
} as const;

/**
 * The same bytes, never more than promised.
 * @throws Failure "oci/size-mismatch" or "oci/digest-mismatch" instead of ending, "oci/bad-digest" before the first byte
 */
export async function* verified(
  stream: ByteStream,
  { digest, size }: Promised,
  remedy: string = remedies.registry,
): ByteStream {
  const digester = createDigester(digest);
  let received = 0;
  for await (const bytes of stream) {
    received += bytes.length;
    if (size < received) throw sizeMismatch(digest, size, "more", remedy);
    digester.update(bytes);
    yield bytes;
  }
  if (received < size) throw sizeMismatch(digest, size, `only ${received}`, remedy);
  const actual = digester.digest();
  if (actual !== digest) throw digestMismatch(digest, actual, remedy);
}

/** For blobs whose length is not the promised one; `came` completes "… came". */
export const sizeMismatch = (
  digest: Digest,
  size: number,
  came: string,
  remedy: string = remedies.registry,
): Error =>
  failure("oci/size-mismatch", `blob ${digest} should have ${size} bytes, but ${came} came`, {
    hint: remedy,
  });

/** For content whose digest is not the promised one. */
export const digestMismatch = (expected: Digest, actual: Digest, remedy: string = remedies.registry): Error =>
  failure("oci/digest-mismatch", `content of ${expected} is damaged: its digest is ${actual}`, {
    hint: remedy,
  });
