/**
 * The tags of a library's container, without giving any image away (github.com/apptainer/container-library-client: client/api.go,
 * client/models.go):
 *
 *     GET /v1/containers/PATH  → { "data": { "imageTags": { TAG: id }, "archTags": { ARCHITECTURE: { TAG: id } } } }
 */

import * as v from "valibot";
import type { RegistryClient } from "../client.ts";
import { jsonAnswer } from "../json-answer.ts";
import { libraryOf } from "./library-api.ts";
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
  const subject = `the tags of ${path}`;
  const answer = await client.getUrl({
    url: new URL(`v1/containers/${path}`, base),
    subject,
    missingHint: "check the name",
    loginHint: "log in with `apptainer remote login`",
    ...(server.token !== undefined && { headers: { authorization: `Bearer ${server.token}` } }),
    ...(signal && { signal }),
  });
  const { imageTags, archTags } = (await jsonAnswer(answer, subject, schema)).data;
  return [...new Set([imageTags, ...Object.values(archTags)].flatMap((each) => Object.keys(each)))];
};
