/** Image references as registries take them: `[registry/]repository[:tag][@digest]` (distribution/reference@v0.6.0, reference.go). */

import { checkDigest, checkRegistry, checkRepository, checkTag } from "./parts.ts";
import type { Range, ReferenceProblem } from "./problem.ts";

/** Where an image is, defaults filled in: no registry means `index.docker.io`, and a Docker Hub name of one part gets `library/`. */
export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  /** Where each part that was written stands. */
  readonly ranges: {
    readonly registry?: Range;
    readonly repository: Range;
    readonly tag?: Range;
    readonly digest?: Range;
  };
}

/** The registry that images without one come from, as engines and credential files call it. */
export const dockerHub = "index.docker.io";

/**
 * Reads a reference. Never throws.
 *
 *     quay.io:443/org/tool:1.2@sha256:…
 *     registry   |repo    |tag|digest
 */
export const parseReference = (
  text: string,
): { readonly reference: ImageReference } | { readonly problem: ReferenceProblem } => {
  const problem = findShapeProblem(text);
  if (problem) return { problem };

  const at = text.indexOf("@");
  const nameEnd = at === -1 ? text.length : at;
  const colon = text.lastIndexOf(":", nameEnd - 1);
  const hasTag = text.lastIndexOf("/", nameEnd - 1) < colon;
  const slash = text.indexOf("/");
  const hasRegistry = slash !== -1 && slash < nameEnd && looksLikeRegistry(text.slice(0, slash));

  const ranges = {
    ...(hasRegistry && { registry: { start: 0, end: slash } }),
    repository: { start: hasRegistry ? slash + 1 : 0, end: hasTag ? colon : nameEnd },
    ...(hasTag && { tag: { start: colon + 1, end: nameEnd } }),
    ...(at !== -1 && { digest: { start: at + 1, end: text.length } }),
  };
  return understand(text, ranges);
};

/** The reference in full, as it is shown to people: Docker Hub goes by its short name, `docker.io`. */
export const formatReference = ({ registry, repository, tag, digest }: ImageReference): string => {
  const host = registry === dockerHub ? "docker.io" : registry;
  return `${host}/${repository}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
};

/** Cuts the parts out, checks each, and fills in the defaults. */
const understand = (text: string, ranges: ImageReference["ranges"]): ReturnType<typeof parseReference> => {
  const written = (range: Range | undefined) => range && text.slice(range.start, range.end);
  const host = written(ranges.registry);
  const path = text.slice(ranges.repository.start, ranges.repository.end);
  const tag = written(ranges.tag);
  const digest = written(ranges.digest);
  const isHub = host === undefined || hubNames.has(host);

  const problem =
    (ranges.registry && checkRegistry(text, ranges.registry)) ??
    checkRepository(text, ranges.repository) ??
    (ranges.tag && checkTag(text, ranges.tag)) ??
    (ranges.digest && checkDigest(text, ranges.digest));
  if (problem) return { problem };

  return {
    reference: {
      registry: isHub ? dockerHub : host,
      repository: isHub && !path.includes("/") ? `library/${path}` : path,
      ...(tag !== undefined && { tag }),
      ...(digest !== undefined && { digest }),
      ranges,
    },
  };
};

const hubNames: ReadonlySet<string> = new Set(["docker.io", dockerHub, "registry-1.docker.io"]);

/** `org/image` is a path on Docker Hub; only a dot, a port or `localhost` makes the first part a host. */
const looksLikeRegistry = (first: string): boolean => /[.:]/.test(first) || first === "localhost";

/** What keeps a text from being cut into parts at all. */
const findShapeProblem = (text: string): ReferenceProblem | undefined => {
  if (text === "") return { message: "the image reference is empty", range: { start: 0, end: 0 } };

  const space = /\s+/.exec(text);
  if (space)
    return {
      message: "an image reference contains no white space",
      range: { start: space.index, end: space.index + space[0].length },
    };

  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(text)?.[0];
  if (scheme !== undefined)
    return {
      message: `"${scheme}" does not belong in front of an image reference: write "${text.slice(scheme.length)}"`,
      range: { start: 0, end: scheme.length },
    };

  const slashes = /^\/+/.exec(text)?.[0];
  if (slashes !== undefined)
    return {
      message: "an image reference does not start with a slash",
      range: { start: 0, end: slashes.length },
    };
  return undefined;
};
