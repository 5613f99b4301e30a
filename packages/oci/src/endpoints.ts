/** Where an image is asked for, first to last: the mirrors that `registries.conf` has for it, then the registry of its name. */

import { dockerHub, formatReference, type ImageReference } from "@deftools/reference";
import { failure } from "./failure.ts";
import type { RegistryRow } from "./registries-file.ts";
import { type RegistriesPorts, readRegistries } from "./registries-files.ts";

/** One place, and what the image is called there. */
export interface Endpoint {
  readonly registry: string;
  readonly repository: string;
  /** Its tag or its digest. */
  readonly version: string;
  /** Plain http and any certificate will do. */
  readonly insecure: boolean;
}

/** Finds the places of an image; never none. @throws Failure "oci/blocked", "oci/bad-registries-file" */
export type FindEndpoints = (reference: ImageReference) => Promise<readonly Endpoint[]>;

/** A finder by the files of this machine, which are read when the first image is looked for. */
export const findEndpoints = (ports: RegistriesPorts): FindEndpoints => {
  let rows: Promise<readonly RegistryRow[]> | undefined;
  return async (reference) => {
    rows ??= readRegistries(ports);
    return endpointsOf(await rows, reference);
  };
};

/** The places of an image by the rows of the files. */
export const endpointsOf = (rows: readonly RegistryRow[], reference: ImageReference): readonly Endpoint[] => {
  const { digest, tag } = reference;
  const version = digest ?? tag ?? "latest";
  const name = formatReference({ ...reference, ...(version !== digest && { tag: version }) });
  const own = { registry: reference.registry, repository: reference.repository, version };
  const row = rows
    .flatMap((candidate) => {
      const end = matchEnd(candidate.prefix, name);
      return end === undefined ? [] : [{ ...candidate, end }];
    })
    .sort((a, b) => b.prefix.length - a.prefix.length)[0];
  if (row === undefined) return [{ ...own, insecure: false }];
  if (row.blocked)
    throw failure("oci/blocked", `${name} may not be pulled: registries.conf blocks "${row.prefix}"`, {
      hint: "ask who runs this machine, or take the image from another registry",
    });
  const unsuited = digest === undefined ? "digest-only" : "tag-only";
  const moved = (location: string): Omit<Endpoint, "insecure"> =>
    placeOf(`${location}${name.slice(row.end)}`);
  return [
    ...row.mirrors
      .filter(({ pulls }) => pulls !== unsuited)
      .map(({ location, insecure }) => ({ ...moved(location), insecure })),
    { ...(row.location === undefined ? own : moved(row.location)), insecure: row.insecure },
  ];
};

/** Where in a name a prefix ends that it has; a prefix ends where a part of the name does. */
const matchEnd = (prefix: string, name: string): number | undefined => {
  if (prefix.startsWith("*.")) {
    const [host = ""] = name.split(/[:/]/, 1);
    const rest = prefix.slice(1);
    const [domain = ""] = rest.split(/[:/]/, 1);
    if (!host.endsWith(domain) || host.length <= domain.length) return undefined;
    const start = host.length - domain.length;
    const end = matchEnd(rest, name.slice(start));
    return end === undefined ? undefined : start + end;
  }
  if (!name.startsWith(prefix)) return undefined;
  const next = name[prefix.length];
  return next === undefined || "/:@".includes(next) ? prefix.length : undefined;
};

/** `host[:port]/repository[:tag][@digest]` in parts; a digest counts before a tag. */
const placeOf = (name: string): Omit<Endpoint, "insecure"> => {
  const slash = name.indexOf("/");
  const host = name.slice(0, slash);
  const [path = "", digest] = name.slice(slash + 1).split("@", 2);
  const [repository = "", tag = "latest"] = path.split(":", 2);
  return { registry: host === "docker.io" ? dockerHub : host, repository, version: digest ?? tag };
};
