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

/**
 * The same bytes, never more than promised.
 * @throws Failure "oci/size-mismatch" or "oci/digest-mismatch" instead of ending, "oci/bad-digest" before the first byte
 */
export async function* verified(stream: ByteStream, { digest, size }: Promised): ByteStream {
  const digester = createDigester(digest);
  let received = 0;
  for await (const bytes of stream) {
    received += bytes.length;
    if (size < received) throw sizeMismatch(digest, size, "more");
    digester.update(bytes);
    yield bytes;
  }
  if (received < size) throw sizeMismatch(digest, size, `only ${received}`);
  const actual = digester.digest();
  if (actual !== digest) throw digestMismatch(digest, actual);
}

/** For blobs whose length is not the promised one; `came` completes "… came". */
export const sizeMismatch = (digest: Digest, size: number, came: string): Error =>
  failure("oci/size-mismatch", `blob ${digest} should have ${size} bytes, but ${came} came`, {
    hint: "the registry's copy is damaged or a proxy changed it; try again, or push the image anew",
  });

/** For content whose digest is not the promised one. */
export const digestMismatch = (expected: Digest, actual: Digest): Error =>
  failure("oci/digest-mismatch", `content of ${expected} is damaged: its digest is ${actual}`, {
    hint: "the registry's copy is damaged or a proxy changed it; try again, or push the image anew",
  });
