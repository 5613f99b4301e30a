/** The places that may have an image, asked one after another: what a mirror lacks, or what breaks there, comes from the next. */

import type { ByteStream } from "@deftools/bytes";
import { formatReference, type ImageReference } from "@deftools/reference";
import { type Failure, isFailure } from "@deftools/trouble";
import type { RegistryClient } from "./client.ts";
import type { Endpoint } from "./endpoints.ts";
import { failure, type OciFailureCode } from "./failure.ts";

/** Where everything of one image comes from. */
export interface Place extends Endpoint {
  readonly client: RegistryClient;
  /** Of the image, whatever it is called here. */
  readonly name: string;
}

/** All places of an image, first to last. @throws Failure "oci/blocked", "oci/bad-registries-file" */
export const placesOf = async (
  client: RegistryClient,
  reference: ImageReference,
): Promise<readonly Place[]> => {
  const named = reference.tag || reference.digest ? reference : { ...reference, tag: "latest" };
  const name = formatReference(named);
  return (await client.endpoints(named)).map((endpoint) => ({ ...endpoint, client, name }));
};

/**
 * What the first place gives that has it, and the places that are left, that one first.
 * @throws Failure of the last place, which is the registry itself; what the mirrors said is told with it
 */
export const fromFirst = async <Found>(
  places: readonly Place[],
  get: (place: Place) => Promise<Found>,
): Promise<{ readonly found: Found; readonly places: readonly Place[] }> => {
  const failures: Failure[] = [];
  for (const [index, place] of places.entries())
    try {
      return { found: await get(place), places: places.slice(index) };
    } catch (error) {
      if (!isFailure(error)) throw error;
      failures.push(error);
    }
  throw ofAll(failures);
};

/** The same for bytes: the next place is asked only as long as nothing came. `fail` makes one failure of all. */
export async function* bytesFromFirst<From>(
  places: readonly From[],
  open: (place: From) => ByteStream,
  fail: (failures: readonly Failure[]) => Error | undefined = ofAll,
): ByteStream {
  const failures: Failure[] = [];
  for (const place of places) {
    let hasBegun = false;
    try {
      for await (const bytes of open(place)) {
        hasBegun = true;
        yield bytes;
      }
      return;
    } catch (error) {
      if (hasBegun || !isFailure(error)) throw error;
      failures.push(error);
    }
  }
  throw fail(failures);
}

const ofAll = (failures: readonly Failure[]): Error | undefined => {
  const last = failures.at(-1);
  const others = failures.slice(0, -1);
  if (last === undefined || others.length === 0) return last;
  const said = others.map(({ message }) => message).join("; ");
  return failure(last.code as OciFailureCode, `${last.message} (mirrors failed before: ${said})`, {
    cause: last,
    ...(last.hint !== undefined && { hint: last.hint }),
  });
};
