/** What each part of a reference may look like, and what to say when it does not (distribution/reference@v0.6.0, regexp.go). */

import type { Range, ReferenceProblem } from "./problem.ts";

/** Characters of a repository, without its registry (`RepositoryNameTotalLengthMax`). */
const repositoryMaximum = 255;
/** Characters of a tag (`TagRegexp`). */
const tagMaximum = 128;
const portMaximum = 65_535;

/** Hexadecimal digits per digest algorithm (OCI image-spec descriptor.md#registered-algorithms). */
const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** Checks `host[:port]`; the host is a name, an IPv4 address, or an IPv6 address in brackets. */
export const checkRegistry = (text: string, range: Range): ReferenceProblem | undefined => {
  const registry = text.slice(range.start, range.end);
  const parts = /^(?<host>\[[0-9a-fA-F:]+\]|[^:]*)(?::(?<port>.*))?$/.exec(registry)?.groups;
  const host = parts?.["host"] ?? "";
  const port = parts?.["port"];
  if (!hostPattern.test(host)) return { message: `"${registry}" is no registry name`, range };
  if (port === undefined) return undefined;
  if (!/^[0-9]{1,5}$/.test(port) || portMaximum < Number(port))
    return {
      message: `"${port}" is no port number of registry "${host}"`,
      range: { start: range.end - port.length, end: range.end },
    };
  return undefined;
};

/** Checks the path of lower-case parts between slashes. */
export const checkRepository = (text: string, range: Range): ReferenceProblem | undefined => {
  const repository = text.slice(range.start, range.end);
  if (repository === "") return { message: "the name of the image is missing", range };
  if (repositoryMaximum < repository.length)
    return {
      message: `the repository name has ${repository.length} characters, at most ${repositoryMaximum} are allowed`,
      range,
    };

  let start = range.start;
  for (const part of repository.split("/")) {
    const partRange = { start, end: start + part.length };
    start = partRange.end + 1;
    const message = partProblem(part, repository);
    if (message !== undefined) return { message, range: partRange };
  }
  if (/^[0-9a-f]{64}$/.test(repository))
    return { message: "64 hexadecimal digits are an image id, not a repository name", range };
  return undefined;
};

/** Checks a tag. */
export const checkTag = (text: string, range: Range): ReferenceProblem | undefined => {
  const tag = text.slice(range.start, range.end);
  if (tag === "") return { message: 'no tag follows the ":"', range };
  if (tagMaximum < tag.length)
    return { message: `the tag has ${tag.length} characters, at most ${tagMaximum} are allowed`, range };
  if (/^[.-]/.test(tag)) return { message: `tag "${tag}" starts with "${tag[0]}"`, range };
  return badCharacter(tag, /[^\w.-]/u, "tag", range);
};

/** Checks `algorithm:hex`. */
export const checkDigest = (text: string, range: Range): ReferenceProblem | undefined => {
  const digest = text.slice(range.start, range.end);
  if (digest === "") return { message: 'no digest follows the "@"', range };
  const colon = digest.indexOf(":");
  if (colon === -1) return { message: `digest "${digest}" lacks its algorithm, as in "sha256:…"`, range };

  const algorithm = digest.slice(0, colon);
  const hex = digest.slice(colon + 1);
  const length = Object.hasOwn(digestLengths, algorithm) ? digestLengths[algorithm] : undefined;
  if (length === undefined)
    return {
      message: `"${algorithm}" is no digest algorithm; known are ${Object.keys(digestLengths).join(", ")}`,
      range: { start: range.start, end: range.start + colon },
    };
  const hexRange = { start: range.start + colon + 1, end: range.end };
  if (hex.length !== length)
    return {
      message: `a ${algorithm} digest has ${length} hexadecimal digits, this one has ${hex.length}`,
      range: hexRange,
    };
  return badCharacter(hex, /[^0-9a-f]/u, "digest", hexRange);
};

const hostPattern =
  /^(?:\[[0-9a-fA-F:]+\]|[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*)$/;

const partProblem = (part: string, repository: string): string | undefined => {
  if (part === "") return `repository "${repository}" has an empty part between its slashes`;
  if (/[A-Z]/.test(part))
    return `repository "${repository}" has upper-case letters, registries take only lower case: write "${repository.toLowerCase()}"`;
  const bad = /[^a-z0-9._-]/u.exec(part)?.[0];
  if (bad !== undefined) return `"${bad}" may not stand in a repository name`;
  if (!/^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/.test(part))
    return `"${part}" in a repository name needs a letter or digit at both ends, and at most one dot or two underscores in a row`;
  return undefined;
};

const badCharacter = (
  part: string,
  allowedNot: RegExp,
  kind: string,
  { start }: Range,
): ReferenceProblem | undefined => {
  const found = allowedNot.exec(part);
  if (!found) return undefined;
  return {
    message: `"${found[0]}" may not stand in a ${kind}`,
    range: { start: start + found.index, end: start + found.index + found[0].length },
  };
};
