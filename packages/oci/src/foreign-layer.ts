/** Layers that may not be given on, and lie at addresses their manifest names (OCI image-spec layer.md#non-distributable-layers). */

import type { ByteStream } from "@deftools/bytes";
import { failure, foreignWords } from "./failure.ts";
import type { Digest } from "./image.ts";
import { bytesFromFirst } from "./places.ts";

/** Gets what is at an address that a foreign manifest chose: whoever gives this power says which addresses are allowed. */
export type FetchForeign = (url: URL, signal?: AbortSignal) => ByteStream;

/**
 * The bytes of a layer from the first of its addresses that answers; not verified yet.
 * @throws Failure "oci/foreign-layer" when none does, or nothing may be fetched
 */
export async function* openForeign(
  digest: Digest,
  addresses: readonly string[],
  options: {
    readonly name: string;
    readonly fetchForeign: FetchForeign | undefined;
    readonly signal: AbortSignal | undefined;
  },
): ByteStream {
  const { name, fetchForeign, signal } = options;
  const urls = addresses.flatMap(webAddress);
  const places = foreignWords(urls.map(({ host }) => host).join(", "));
  const layer = `layer ${digest} of ${name} is not kept with it, but at ${places || "no address of the web"}`;
  if (!fetchForeign || urls.length === 0)
    throw failure("oci/foreign-layer", layer, {
      hint: "its owner allows no copies; open the image from its registry, or ask for one without such layers",
    });
  yield* bytesFromFirst(
    urls,
    (url) => fetchForeign(url, signal),
    (failures) => {
      const problem = failures.at(-1);
      return failure("oci/foreign-layer", `${layer}, and could not be fetched: ${problem?.message}`, {
        cause: problem,
        ...(problem?.hint !== undefined && { hint: problem.hint }),
      });
    },
  );
}

const webAddress = (text: string): readonly URL[] => {
  const url = URL.parse(text);
  return url && (url.protocol === "https:" || url.protocol === "http:") ? [url] : [];
};
