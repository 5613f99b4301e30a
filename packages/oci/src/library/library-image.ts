/**
 * A SIF in a library (github.com/apptainer/container-library-client: client/pull.go, client/models.go): asked for by tag and
 * architecture, held against the SHA-256 that the library has for it.
 *
 *     GET /v1/images/PATH:TAG?arch=…     → { "data": { "hash": "sha256.…", "size": … } }
 *     GET /v1/imagefile/PATH:TAG?arch=…  → the file, as a rule by a redirect to a storage
 */

import * as v from "valibot";
import { openResumable } from "../blob.ts";
import type { RegistryClient } from "../client.ts";
import { failure } from "../failure.ts";
import type { HttpAnswer } from "../http.ts";
import type { Artifact } from "../registry-artifact.ts";
import { jsonOf, libraryOf } from "./library-api.ts";
import { formatLibraryReference, type LibraryReference } from "./library-reference.ts";
import type { LibraryServer } from "./library-server.ts";

const imageSchema = v.object({
  data: v.object({
    hash: v.pipe(v.string(), v.regex(/^sha256[.:][0-9a-f]{64}$/)),
    size: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
});

/**
 * Finds the file; its bytes wait to be opened.
 * @throws Failure "oci/not-found", "oci/unauthorized", "oci/bad-manifest" and those of the network
 */
export const openLibraryImage = async (
  client: RegistryClient,
  server: LibraryServer,
  reference: LibraryReference,
  { architecture, signal }: { readonly architecture: string; readonly signal?: AbortSignal },
): Promise<Artifact> => {
  const name = formatLibraryReference(reference);
  const { path, tag } = reference;
  const base = await libraryOf(client, server, signal);
  const get = (
    kind: string,
    headers: Readonly<Record<string, string>>,
    stop: AbortSignal | undefined,
  ): Promise<HttpAnswer> => {
    const url = new URL(`v1/${kind}/${path}:${tag}`, base);
    url.searchParams.set("arch", architecture);
    return client.getUrl({
      url,
      subject: `${name} for ${architecture}`,
      missingHint: "check the name, the tag and the architecture; another library is named with --library",
      loginHint: "log in with `apptainer remote login`",
      headers: { ...headers, ...(server.token !== undefined && { authorization: `Bearer ${server.token}` }) },
      ...(stop && { signal: stop }),
    });
  };
  const parsed = v.safeParse(imageSchema, await jsonOf(await get("images", {}, signal), base.host));
  if (!parsed.success)
    throw failure("oci/bad-manifest", `library ${base.host} gives no SHA-256 and size for ${name}`);
  const { hash, size } = parsed.output.data;
  const digest = hash.replace(".", ":");
  if (tag.startsWith("sha256.") && tag !== hash.replace(":", "."))
    throw failure("oci/digest-mismatch", `library ${base.host} answers with ${digest} for ${name}`);
  return {
    name,
    digest,
    size,
    open: (stop) =>
      openResumable((headers) => get("imagefile", headers, stop), client.clock, {
        digest,
        size,
        ...(stop && { signal: stop }),
      }),
  };
};
