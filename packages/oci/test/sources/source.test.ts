/** Every way to write a source, and every way to get it wrong. */

import { describe, expect, it } from "vitest";
import { parseSource, type Source } from "../../src/index.ts";

const read = (text: string): Source => {
  const parsed = parseSource(text);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  return parsed.source;
};

/** The problem's message, and the part of the text it is about. */
const complaint = (text: string): readonly [message: string, about: string] => {
  const parsed = parseSource(text);
  if (!("problem" in parsed)) throw new Error(`"${text}" was read`);
  const { message, range } = parsed.problem;
  return [message, text.slice(range.start, range.end)];
};

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

describe("parseSource", () => {
  it.each(["docker://debian:12", "docker:debian:12"])("reads %s as an image of a registry", (text) => {
    expect(read(text)).toMatchObject({
      kind: "docker",
      reference: { registry: "index.docker.io", repository: "library/debian", tag: "12" },
    });
  });

  it("reads a SIF file of a registry", () => {
    expect(read("oras://localhost:5000/a/b:1.0")).toMatchObject({
      kind: "oras",
      reference: { registry: "localhost:5000", repository: "a/b", tag: "1.0" },
    });
  });

  it.each<readonly [string, Source]>([
    ["docker-archive:image.tar", { kind: "docker-archive", path: "image.tar" }],
    ["docker-archive://image.tar", { kind: "docker-archive", path: "image.tar" }],
    ["docker-archive:///data/image.tar", { kind: "docker-archive", path: "/data/image.tar" }],
    ["docker-archive:../i.tar:1.0", { kind: "docker-archive", path: "../i.tar", tag: "1.0" }],
    ["docker-archive:i.tar:a/b:1.0", { kind: "docker-archive", path: "i.tar", tag: "a/b:1.0" }],
    ["docker-archive:C:\\i.tar:1", { kind: "docker-archive", path: "C:\\i.tar", tag: "1" }],
    ["oci:layout", { kind: "oci", path: "layout" }],
    ["oci://layout", { kind: "oci", path: "layout" }],
    ["oci:/a/layout:", { kind: "oci", path: "/a/layout" }],
    ["oci:/a/layout:latest", { kind: "oci", path: "/a/layout", tag: "latest" }],
    [`oci:layout@${digest}`, { kind: "oci", path: "layout", digest }],
    [`oci:layout:1@${digest}`, { kind: "oci", path: "layout", tag: "1", digest }],
    ["oci:me@home", { kind: "oci", path: "me@home" }],
    ["oci-archive:o.tar", { kind: "oci-archive", path: "o.tar" }],
    ["oci-archive:o.tar:q.io/a:1", { kind: "oci-archive", path: "o.tar", tag: "q.io/a:1" }],
    ["docker-daemon:debian:12", { kind: "docker-daemon", reference: "debian:12" }],
    ["docker-daemon://debian:12", { kind: "docker-daemon", reference: "debian:12" }],
    [`docker-daemon:${digest}`, { kind: "docker-daemon", reference: digest }],
    ["image.sif", { kind: "path", path: "image.sif" }],
    ["/images/with:colon.sif", { kind: "path", path: "/images/with:colon.sif" }],
    ["C:\\image.sif", { kind: "path", path: "C:\\image.sif" }],
    ["docker", { kind: "path", path: "docker" }],
    ["constructor:x", { kind: "path", path: "constructor:x" }],
  ])("reads %s", (text, source) => {
    expect(read(text)).toEqual(source);
  });

  it.each([
    ["", "no image is named", ""],
    ["docker://", 'no image follows after "docker://"', "docker://"],
    ["oci:", 'no image follows after "oci:"', "oci:"],
    ["oci::tag", 'the path before ":tag" is missing', ":tag"],
    ["docker-archive::tag", 'the path before ":tag" is missing', ":tag"],
    [
      `docker-archive:i.tar@${digest}`,
      "a docker-archive knows no digests; name its image by a tag",
      `@${digest}`,
    ],
    [
      "docker-daemon:debian",
      'an image of the Docker daemon is named with its tag: write "debian:latest"',
      "debian",
    ],
  ])("says what is wrong with %s", (text, message, about) => {
    expect(complaint(text)).toEqual([message, about]);
  });

  it("points at the place in the reference", () => {
    expect(complaint("docker://Debian")).toEqual([expect.stringContaining("upper-case"), "Debian"]);
    expect(complaint("oras://a.io/b:-1")).toEqual([expect.stringContaining('starts with "-"'), "-1"]);
    expect(complaint("docker-daemon:a:b c")).toEqual([expect.stringContaining("white space"), " "]);
    expect(complaint("docker://docker://debian")).toEqual([
      expect.stringContaining('write "debian"'),
      "docker://",
    ]);
  });

  it("lists what it knows for a prefix it does not", () => {
    const [message, about] = complaint("constructor://a");
    expect(about).toBe("constructor");
    expect(message).toBe(
      '"constructor" is no source that images are taken from; known are docker, oras, library, docker-archive, docker-daemon, oci, oci-archive',
    );
  });
});
