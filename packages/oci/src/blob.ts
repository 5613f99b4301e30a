/** Blobs of a registry: streamed, verified, and resumed where a connection broke (OCI distribution-spec, "Pulling blobs"). */

import type { ByteStream } from "@deftools/bytes";
import { Failure } from "@deftools/trouble";
import { failure } from "./failure.ts";
import type { Clock, HttpAnswer } from "./http.ts";
import { passing } from "./network-failure.ts";
import type { Place } from "./places.ts";
import { retryMaximum, waitBefore } from "./retries.ts";
import { type Promised, sizeMismatch, verified } from "./verified.ts";

/** Which blob. */
export interface BlobRequest extends Promised {
  readonly signal?: AbortSignal;
}

/** A body that broke after this much is making progress: its retries are counted anew. */
const progress = 1024 * 1024;

/**
 * The bytes of a blob.
 * @throws Failure "oci/size-mismatch", "oci/digest-mismatch", or what keeps the network from giving them
 */
export const openBlob = (place: Place, request: BlobRequest): ByteStream =>
  openResumable((headers) => ask(place, request, headers), place.client.clock, request);

/** Asks for the bytes from where the headers say. */
type Ask = (headers: Readonly<Record<string, string>>) => Promise<HttpAnswer>;

/** The same for bytes that are asked for in another way. */
export const openResumable = (ask: Ask, clock: Clock, request: BlobRequest): ByteStream =>
  verified(download(ask, clock, request), request);

/**
 * The body, however many requests it takes.
 *
 *     request ──→ bytes ──→ end
 *        ↑          │ broke, stalled
 *        └── wait ←─┘   Range: bytes=<received>-
 */
async function* download(ask: Ask, clock: Clock, request: BlobRequest): ByteStream {
  let received = 0;
  let attempt = 0;
  let receivedBefore = 0;
  for (;;) {
    const answer = await ask(received === 0 ? {} : { range: `bytes=${received}-` });
    try {
      for await (const bytes of rest(answer, request, received)) {
        received += bytes.length;
        yield bytes;
      }
      return;
    } catch (error) {
      if (!(error instanceof Failure) || !passing.has(error.code)) throw error;
      // all of it came, only the connection did not end well: there is nothing to resume, and the digest tells whether it is right
      if (received === request.size) return;
      if (receivedBefore + progress <= received) attempt = 0;
      if (retryMaximum <= attempt) throw broken(request, received, error);
      receivedBefore = received;
      await waitBefore(attempt++, undefined, request, clock);
    }
  }
}

const ask = (
  { client, registry, repository, insecure }: Place,
  request: BlobRequest,
  headers: Readonly<Record<string, string>>,
): Promise<HttpAnswer> =>
  client.get({
    registry,
    repository,
    insecure,
    path: `blobs/${request.digest}`,
    subject: `blob ${request.digest} of ${registry}/${repository}`,
    missingHint: "the registry has lost a part of this image; push it anew",
    headers,
    ...(request.signal && { signal: request.signal }),
  });

/** The bytes of an answer from `received` on; a server that ignores ranges sends all, so what we have is passed over. */
async function* rest(answer: HttpAnswer, request: BlobRequest, received: number): ByteStream {
  let surplus = await firstByteProblem(answer, request, received);
  for await (const bytes of answer.body) {
    const skipped = Math.min(surplus, bytes.length);
    surplus -= skipped;
    if (skipped < bytes.length) yield bytes.subarray(skipped);
  }
}

/** How many bytes of the answer were received before. @throws Failure when the answer cannot be the rest of this blob */
const firstByteProblem = async (
  answer: HttpAnswer,
  { digest, size }: BlobRequest,
  received: number,
): Promise<number> => {
  if (answer.status === 200) {
    const length = lengthOf(answer);
    if (length === undefined || length === size) return received;
    await answer.discard();
    throw sizeMismatch(digest, size, String(length));
  }
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(answer.header("content-range")[0] ?? "") ?? [];
  if (answer.status === 206 && Number(start) === received && (total === "*" || Number(total) === size))
    return 0;
  await answer.discard();
  throw failure(
    "oci/registry-error",
    `registry ${answer.url.host} cannot resume blob ${digest} at byte ${received}`,
    { hint: "try again" },
  );
};

const lengthOf = (answer: HttpAnswer): number | undefined => {
  const [length] = answer.header("content-length");
  return length === undefined ? undefined : Number(length);
};

const broken = ({ digest, size }: BlobRequest, received: number, cause: Failure): Error =>
  failure(
    cause.code === "oci/stalled" ? "oci/stalled" : "oci/connection-broken",
    `blob ${digest} broke off ${retryMaximum + 1} times, ${received} of ${size} bytes came: ${cause.message}`,
    { cause, ...(cause.hint !== undefined && { hint: cause.hint }) },
  );
