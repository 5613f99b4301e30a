/**
 * The tags of a library's container, without giving any image away (github.com/apptainer/container-library-client: client/api.go,
 * client/models.go):
 *
 *     GET /v1/containers/PATH  → { "data": { "imageTags": { TAG: id }, "archTags": { ARCHITECTURE: { TAG: id } } } }
 */

import * as v from "valibot";
import type { RegistryClient } from "../client.ts";
import { failure } from "../failure.ts";
import { jsonOf, libraryOf } from "./library-api.ts";
import type { LibraryReference } from "./library-reference.ts";
import type { LibraryServer } from "./library-server.ts";

const tags = v.nullish(v.record(v.string(), v.string()), {});
const schema = v.object({
  data: v.object({ imageTags: tags, archTags: v.nullish(v.record(v.string(), tags), {}) }),
});

/** Each tag once, whatever its architecture. @throws Failure "oci/not-found", "oci/unauthorized", "oci/bad-manifest" and those of the network */
export const listLibraryTags = async (
  client: RegistryClient,
  server: LibraryServer,
  { path }: Pick<LibraryReference, "path">,
  signal?: AbortSignal,
): Promise<readonly string[]> => {
  const base = await libraryOf(client, server, signal);
  const answer = await client.getUrl({
    url: new URL(`v1/containers/${path}`, base),
    subject: `the tags of ${path}`,
    missingHint: "check the name",
    loginHint: "log in with `apptainer remote login`",
    ...(server.token !== undefined && { headers: { authorization: `Bearer ${server.token}` } }),
    ...(signal && { signal }),
  });
  const parsed = v.safeParse(schema, await jsonOf(answer, base.host));
  if (!parsed.success) throw failure("oci/bad-manifest", `library ${base.host} gives no tags of ${path}`);
  const { imageTags, archTags } = parsed.output.data;
  return [...new Set([imageTags, ...Object.values(archTags)].flatMap((each) => Object.keys(each)))];
};
