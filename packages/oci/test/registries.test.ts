/** `registries.conf`: which files count, what they may say, and where an image is asked for by them. */

import { parseReference } from "@deftools/reference";
import { describe, expect, it } from "vitest";
import { findEndpoints } from "../src/index.ts";
import { failureOf } from "./opening.ts";

/** A finder on a machine with these files. */
const finder = (files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) =>
  findEndpoints({
    env,
    home: "/home/me",
    readFile: async (path) => files[path],
    readFolder: async (folder) =>
      Object.keys(files).flatMap((path) =>
        path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : [],
      ),
  });

const reference = (text: string) => {
  const parsed = parseReference(text);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  return parsed.reference;
};

/** The places of an image by one system-wide file, as text. */
const places = async (
  file: string,
  image: string,
  files: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> => {
  const find = finder({ "/etc/containers/registries.conf": file, ...files }, env);
  return (await find(reference(image))).map(
    ({ registry, repository, version, insecure }) =>
      `${registry}/${repository}${version.includes(":") ? "@" : ":"}${version}${insecure ? " insecure" : ""}`,
  );
};

const digest = `sha256:${"a".repeat(64)}`;
const own = ["index.docker.io/library/debian:12"];

describe("an image", () => {
  it("is where its name says when no file says otherwise", async () => {
    expect(await places("", "debian:12")).toEqual(own);
    expect(await places('unqualified-search-registries = ["quay.io"]', "debian")).toEqual([
      "index.docker.io/library/debian:latest",
    ]);
  });

  it.each([
    [
      "host",
      '[[registry]]\nlocation = "docker.io"\n[[registry.mirror]]\nlocation = "m.example:5000"',
      "m.example:5000/library/debian:12",
    ],
    [
      "namespace",
      '[[registry]]\nprefix = "docker.io/library"\n[[registry.mirror]]\nlocation = "m.example/hub/"',
      "m.example/hub/debian:12",
    ],
    [
      "repository",
      '[[registry]]\nprefix = "docker.io/library/debian"\n[[registry.mirror]]\nlocation = "m.example/deb"',
      "m.example/deb:12",
    ],
    [
      "tag",
      '[[registry]]\nprefix = "docker.io/library/debian:12"\n[[registry.mirror]]\nlocation = "m.example/deb:old"',
      "m.example/deb:old",
    ],
    [
      "domain",
      '[[registry]]\nprefix = "*.io"\n[[registry.mirror]]\nlocation = "m.example"',
      "m.example/library/debian:12",
    ],
  ])("is asked for at a mirror of its %s first", async (_name, file, mirror) => {
    expect(await places(file, "debian:12")).toEqual([mirror, ...own]);
  });

  it.each([
    ["another host", '[[registry]]\nprefix = "quay.io"'],
    ["a longer name", '[[registry]]\nprefix = "docker.io/lib"'],
    ["the domain itself", '[[registry]]\nprefix = "*.docker.io"'],
  ])("is not asked for at mirrors of %s", async (_name, row) => {
    expect(await places(`${row}\n[[registry.mirror]]\nlocation = "m.example"`, "debian:12")).toEqual(own);
  });

  it("is asked for by the longest prefix alone, its mirrors in their order", async () => {
    const file = `
[[registry]]
location = "docker.io"
[[registry.mirror]]
location = "hub.example"
[[registry]]
prefix = "docker.io/library"
location = "moved.example/hub"
insecure = true
[[registry.mirror]]
location = "one.example"
insecure = true
[[registry.mirror]]
location = "two.example"`;
    expect(await places(file, "debian:12")).toEqual([
      "one.example/debian:12 insecure",
      "two.example/debian:12",
      "moved.example/hub/debian:12 insecure",
    ]);
    expect(await places(file, "lab/tool:1")).toEqual([
      "hub.example/lab/tool:1",
      "index.docker.io/lab/tool:1",
    ]);
  });

  it("is asked for at mirrors for digests or for tags by what names it", async () => {
    const file = (more: string): string => `
[[registry]]
location = "quay.io"
${more}
[[registry.mirror]]
location = "tags.example"
pull-from-mirror = "tag-only"
[[registry.mirror]]
location = "digests.example"
pull-from-mirror = "digest-only"
[[registry.mirror]]
location = "any.example"`;
    expect(await places(file(""), "quay.io/a/b:1")).toEqual([
      "tags.example/a/b:1",
      "any.example/a/b:1",
      "quay.io/a/b:1",
    ]);
    expect(await places(file(""), `quay.io/a/b@${digest}`)).toEqual([
      `digests.example/a/b@${digest}`,
      `any.example/a/b@${digest}`,
      `quay.io/a/b@${digest}`,
    ]);
    expect(await places(file("mirror-by-digest-only = true"), "quay.io/a/b:1")).toEqual([
      "tags.example/a/b:1",
      "quay.io/a/b:1",
    ]);
  });

  it("is refused where it is blocked", async () => {
    const file = '[[registry]]\nprefix = "docker.io"\nblocked = true';
    expect(await failureOf(places(file, "debian:12"))).toMatchObject({
      code: "oci/blocked",
      message: 'docker.io/library/debian:12 may not be pulled: registries.conf blocks "docker.io"',
    });
  });
});

describe("the files", () => {
  const mirror = (prefix: string, location: string): string =>
    `[[registry]]\nprefix = "${prefix}"\n[[registry.mirror]]\nlocation = "${location}"\n`;
  const system = mirror("docker.io", "system.example");
  const at = (location: string): readonly string[] => [`${location}/library/debian:12`, ...own];

  it("are the system's, its drop-ins in the order of their names, then the user's; later rows replace earlier ones", async () => {
    const folder = "/etc/containers/registries.conf.d";
    const first = { [`${folder}/10.conf`]: mirror("docker.io", "first.example") };
    expect(await places(system, "debian:12", first)).toEqual(at("first.example"));
    const second = { [`${folder}/20.conf`]: mirror("docker.io", "second.example"), ...first };
    expect(await places(system, "debian:12", second)).toEqual(at("second.example"));
    const mine = {
      "/home/me/.config/containers/registries.conf.d/00.conf": mirror("docker.io", "mine.example"),
    };
    expect(await places(system, "debian:12", { ...second, ...mine })).toEqual(at("mine.example"));
    expect(await places(system, "debian:12", { [`${folder}/README`]: "= no TOML" })).toEqual(
      at("system.example"),
    );
  });
  it("are the user's alone when there is one", async () => {
    const files = {
      "/home/me/.config/containers/registries.conf": mirror("docker.io", "mine.example"),
      "/etc/containers/registries.conf.d/10.conf": mirror("docker.io", "first.example"),
    };
    expect(await places(system, "debian:12", files)).toEqual(at("mine.example"));
  });
  it("are the one that the environment names", async () => {
    const env = { CONTAINERS_REGISTRIES_CONF: "/x/mine.conf" };
    const files = { "/x/mine.conf": mirror("docker.io", "named.example") };
    expect(await places(system, "debian:12", files, env)).toEqual(at("named.example"));
    expect((await failureOf(places(system, "debian:12", {}, env))).message).toBe(
      "CONTAINERS_REGISTRIES_CONF names /x/mine.conf, which does not exist",
    );
  });

  it.each([
    ["no TOML", "[[registry", "line 1"],
    ["a wrong type", '[[registry]]\nprefix = "a"\nblocked = "yes"', '"registry.0.blocked"'],
    ["a scheme", '[[registry]]\nlocation = "https://a.example"', "without scheme"],
    ["no place", "[[registry]]\nblocked = true", '"registry.0" has neither prefix nor location'],
    ["version 1", '[registries.search]\nregistries = ["docker.io"]', "version 1"],
  ])("are refused with the place when they hold %s", async (_name, file, words) => {
    const { code, message } = await failureOf(places(file, "debian:12"));
    expect(code).toBe("oci/bad-registries-file");
    expect(message).toContain("/etc/containers/registries.conf");
    expect(message).toContain(words);
  });
});
