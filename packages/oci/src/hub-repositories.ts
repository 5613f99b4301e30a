/**
 * The repositories of a namespace of Docker Hub, whose registry tells nobody (https://docs.docker.com/reference/api/hub/latest/,
 * "List repositories"):
 *
 *     GET https://hub.docker.com/v2/namespaces/NAMESPACE/repositories  → { "results": [{ "name": … }], "next": … }
 */

import * as v from "valibot";
import type { RegistryClient } from "./client.ts";
import { jsonAnswer } from "./json-answer.ts";

const site = new URL("https://hub.docker.com/");
const PAGE_SIZE = 100;
const PAGES_MAXIMUM = 10;

const schema = v.object({
  results: v.array(v.object({ name: v.string() })),
  next: v.nullish(v.string()),
});

/** `NAMESPACE/NAME` each, in the site's order. `hub` is the site, for tests. @throws Failure "oci/…" */
export const listHubRepositories = async (
  client: RegistryClient,
  namespace: string,
  { signal, hub = site }: { readonly signal?: AbortSignal; readonly hub?: URL } = {},
): Promise<readonly string[]> => {
  const subject = `the repositories of ${namespace} on Docker Hub`;
  const names: string[] = [];
  for (let page = 1; page <= PAGES_MAXIMUM; page++) {
    const url = new URL(`/v2/namespaces/${encodeURIComponent(namespace)}/repositories`, hub);
    url.searchParams.set("page_size", String(PAGE_SIZE));
    url.searchParams.set("page", String(page));
    const answer = await client.getUrl({
      url,
      subject,
      missingHint: "check the name",
      loginHint: "only public ones are told",
      ...(signal && { signal }),
    });
    const { results, next } = await jsonAnswer(answer, subject, schema);
    for (const { name } of results) names.push(`${namespace}/${name}`);
    if (!next) break;
  }
  return names;
};
