/** What is a reference, what its parts are, and what is said about a text that is none. */

import { describe, expect, it } from "vitest";
import { formatReference, parseReference } from "../src/index.ts";

const sha256 = `sha256:${"a1".repeat(32)}`;

/** Parses what must parse; the parts in full and, for those written, the text their ranges cover. */
const parts = (text: string) => {
  const parsed = parseReference(text);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  const { ranges, ...rest } = parsed.reference;
  const written = Object.fromEntries(
    Object.entries(ranges).map(([part, { start, end }]) => [part, text.slice(start, end)]),
  );
  return { ...rest, written };
};

/** The message about what must not parse, and the text it points at. */
const problem = (text: string): readonly [message: string, at: string] => {
  const parsed = parseReference(text);
  if ("reference" in parsed) throw new Error(`${text} parsed`);
  const { message, range } = parsed.problem;
  return [message, text.slice(range.start, range.end)];
};

describe("a reference", () => {
  it("of one part is an official image of Docker Hub", () => {
    expect(parts("ubuntu")).toEqual({
      registry: "index.docker.io",
      repository: "library/ubuntu",
      written: { repository: "ubuntu" },
    });
  });

  it("of two parts is an image of Docker Hub", () => {
    expect(parts("biocontainers/samtools:1.9")).toEqual({
      registry: "index.docker.io",
      repository: "biocontainers/samtools",
      tag: "1.9",
      written: { repository: "biocontainers/samtools", tag: "1.9" },
    });
  });

  it.each(["docker.io/ubuntu", "index.docker.io/ubuntu", "registry-1.docker.io/library/ubuntu"])(
    "knows Docker Hub in %s",
    (text) => {
      expect(parts(text)).toMatchObject({ registry: "index.docker.io", repository: "library/ubuntu" });
    },
  );

  it("has a registry, a port, a tag and a digest", () => {
    expect(parts(`quay.io:443/org/deep/tool:v1.2_x@${sha256}`)).toEqual({
      registry: "quay.io:443",
      repository: "org/deep/tool",
      tag: "v1.2_x",
      digest: sha256,
      written: { registry: "quay.io:443", repository: "org/deep/tool", tag: "v1.2_x", digest: sha256 },
    });
  });

  it.each([
    ["localhost/x", "localhost", "x"],
    ["localhost:5000/x", "localhost:5000", "x"],
    ["[::1]:5000/x/y", "[::1]:5000", "x/y"],
    ["10.0.0.1/x", "10.0.0.1", "x"],
    ["host:80/x", "host:80", "x"],
    ["NVCR.io/nvidia/cuda", "NVCR.io", "nvidia/cuda"],
  ])("finds the registry of %s", (text, registry, repository) => {
    expect(parts(text)).toMatchObject({ registry, repository });
  });

  it("takes a colon without a slash for a tag, not for a port", () => {
    expect(parts("localhost:5000")).toMatchObject({ repository: "library/localhost", tag: "5000" });
  });

  it.each(["a__b", "a--b", "a.b-c_d", "a---b/c"])("takes the separators of %s", (text) => {
    expect(parts(`quay.io/${text}`)).toMatchObject({ repository: text });
  });
});

describe("a text that is no reference", () => {
  it.each([
    ["", "the image reference is empty", ""],
    [
      "docker://ubuntu",
      '"docker://" does not belong in front of an image reference: write "ubuntu"',
      "docker://",
    ],
    [
      "https://quay.io/x",
      '"https://" does not belong in front of an image reference: write "quay.io/x"',
      "https://",
    ],
    ["//ubuntu", "an image reference does not start with a slash", "//"],
    ["ubuntu: 22.04", "an image reference contains no white space", " "],
    ["ubuntu # base", "an image reference contains no white space", " "],
    [
      "Ubuntu:22.04",
      'repository "Ubuntu" has upper-case letters, registries take only lower case: write "ubuntu"',
      "Ubuntu",
    ],
    [
      "quay.io/Org/tool",
      'repository "Org/tool" has upper-case letters, registries take only lower case: write "org/tool"',
      "Org",
    ],
    ["quay.io/", "the name of the image is missing", ""],
    [":tag", "the name of the image is missing", ""],
    ["quay.io/a//b", 'repository "a//b" has an empty part between its slashes', ""],
    ["a/b/", 'repository "a/b/" has an empty part between its slashes', ""],
    ["a$b", '"$" may not stand in a repository name', "a$b"],
    [
      "a..b",
      '"a..b" in a repository name needs a letter or digit at both ends, and at most one dot or two underscores in a row',
      "a..b",
    ],
    [
      "_a",
      '"_a" in a repository name needs a letter or digit at both ends, and at most one dot or two underscores in a row',
      "_a",
    ],
    ["ubuntu:", 'no tag follows the ":"', ""],
    ["ubuntu:.1", 'tag ".1" starts with "."', ".1"],
    ["ubuntu:1+2", '"+" may not stand in a tag', "+"],
    ["ubuntu:🚀", '"🚀" may not stand in a tag', "🚀"],
    ["ubuntu@", 'no digest follows the "@"', ""],
    ["ubuntu@abc", 'digest "abc" lacks its algorithm, as in "sha256:…"', "abc"],
    ["ubuntu@md5:00", '"md5" is no digest algorithm; known are sha256, sha384, sha512', "md5"],
    ["ubuntu@toString:00", '"toString" is no digest algorithm; known are sha256, sha384, sha512', "toString"],
    ["ubuntu@sha256:abc", "a sha256 digest has 64 hexadecimal digits, this one has 3", "abc"],
    [`ubuntu@sha256:${"A".repeat(64)}`, '"A" may not stand in a digest', "A"],
    ["quay.io:http/x", '"http" is no port number of registry "quay.io"', "http"],
    ["quay.io:70000/x", '"70000" is no port number of registry "quay.io"', "70000"],
    ["-x.io/y", '"-x.io" is no registry name', "-x.io"],
    ["a".repeat(64), "64 hexadecimal digits are an image id, not a repository name", "a".repeat(64)],
  ])("%j is told so, with its place", (text, message, at) => {
    expect(problem(text)).toEqual([message, at]);
  });

  it("is told of parts that are too long", () => {
    expect(problem(`x/${"a".repeat(254)}`)[0]).toBe(
      "the repository name has 256 characters, at most 255 are allowed",
    );
    expect(problem(`x:${"a".repeat(129)}`)[0]).toBe("the tag has 129 characters, at most 128 are allowed");
  });
});

describe("formatting", () => {
  it.each([
    ["ubuntu", "docker.io/library/ubuntu"],
    ["quay.io/x:1", "quay.io/x:1"],
    [`quay.io/x:1@${sha256}`, `quay.io/x:1@${sha256}`],
  ])("writes %s in full", (text, full) => {
    const parsed = parseReference(text);
    expect("reference" in parsed && formatReference(parsed.reference)).toBe(full);
  });
});
