/** Where the API of a library is, and how its answers are read (github.com/apptainer/container-library-client: client/client.go). */

import { collect } from "@deftools/bytes";
import { isFailure } from "@deftools/trouble";
import * as v from "valibot";
import type { RegistryClient } from "../client.ts";
import { failure } from "../failure.ts";
import type { HttpAnswer } from "../http.ts";
import type { LibraryServer } from "./library-server.ts";

/** Descriptions are a few hundred bytes. */
const answerMaximum = 1024 * 1024;

const servicesSchema = v.object({ libraryAPI: v.object({ uri: v.string() }) });

/** The library's own address, ending in a slash; a remote tells it among its other services. */
export const libraryOf = async (
  client: RegistryClient,
  { kind, url }: LibraryServer,
  signal: AbortSignal | undefined,
): Promise<URL> => {
  if (kind === "library") return asFolder(url);
  const answer = await client.getUrl({
    url: new URL("/assets/config/config.prod.json", url),
    subject: `the list of services of ${url.host}`,
    missingHint: "name the library itself with --library",
    loginHint: "name the library itself with --library",
    ...(signal && { signal }),
  });
  const parsed = v.safeParse(servicesSchema, await jsonOf(answer, url.host));
  const library = parsed.success ? URL.parse(parsed.output.libraryAPI.uri) : undefined;
  if (library) return asFolder(library);
  throw failure("oci/not-found", `${url.host}, which \`apptainer remote\` has chosen, has no library`, {
    hint: "choose another with `apptainer remote use`, or name one with --library",
  });
};

const asFolder = (url: URL): URL => new URL(url.pathname.replace(/\/*$/, "/"), url);

/** What an answer says; nothing for what is no JSON. */
export const jsonOf = async (answer: HttpAnswer, host: string): Promise<unknown> => {
  try {
    return JSON.parse(Buffer.from(await collect(answer.body, answerMaximum, `answer of ${host}`)).toString());
  } catch (error) {
    if (isFailure(error)) throw error;
    // what is no JSON says nothing; the caller tells which answer that was
    return undefined;
  }
};
