/** Where logins are found, in which order, and what is said when they cannot be read. */

import { describe, expect, it } from "vitest";
import { type CredentialPorts, findCredentials } from "../src/index.ts";
import { failureOf } from "./opening.ts";

const login = (username: string, password = "s3cret") => ({ kind: "password", username, password }) as const;
const auth = (username: string, password = "s3cret") => ({
  auth: Buffer.from(`${username}:${password}`).toString("base64"),
});

const finder = (ports: Partial<CredentialPorts>, files: Readonly<Record<string, object | string>> = {}) =>
  findCredentials({
    env: {},
    home: "/home/me",
    readFile: async (path) => {
      const content = files[path];
      return typeof content === "object" ? JSON.stringify(content) : content;
    },
    runHelper: async () => undefined,
    ...ports,
  });

describe("logins", () => {
  const docker = { "/home/me/.docker/config.json": { auths: { "quay.io": auth("docker") } } };
  const apptainer = { "/home/me/.apptainer/docker-config.json": { auths: { "quay.io": auth("apptainer") } } };

  const pair = (prefix: string, name: string) => ({
    [`${prefix}_USERNAME`]: name,
    [`${prefix}_PASSWORD`]: "s3cret",
  });
  /** Where logins are, first to last, in the engines' order; of the files only the first one that exists is read. */
  const places: readonly (readonly [
    name: string,
    place: {
      readonly env?: Readonly<Record<string, string>>;
      readonly ports?: Partial<CredentialPorts>;
      readonly file?: readonly [path: string, content: object];
    },
  ])[] = [
    ["apptainer-variables", { env: pair("APPTAINER_DOCKER", "apptainer-variables") }],
    ["singularity-variables", { env: pair("SINGULARITY_DOCKER", "singularity-variables") }],
    ["common-variables", { env: pair("DOCKER", "common-variables") }],
    ["recipe", { ports: { brought: () => login("recipe") } }],
    [
      "authfile",
      { ports: { authFile: "/a.json" }, file: ["/a.json", { auths: { "quay.io": auth("authfile") } }] },
    ],
    [
      "moved",
      { env: { APPTAINER_AUTH_FILE: "/m.json" }, file: ["/m.json", { auths: { "quay.io": auth("moved") } }] },
    ],
    [
      "apptainer",
      { file: ["/home/me/.apptainer/docker-config.json", { auths: { "quay.io": auth("apptainer") } }] },
    ],
    ["docker", { file: ["/home/me/.docker/config.json", { auths: { "quay.io": auth("docker") } }] }],
  ];
  it.each(places.map(([name], index) => [name, index] as const))(
    "come from the first place that is there: %s",
    async (name, index) => {
      const there = places.slice(index).map(([, place]) => place);
      const ports = Object.assign({}, ...there.map((place) => place.ports), {
        env: Object.assign({}, ...there.map(({ env }) => env)),
      });
      const files = Object.fromEntries(there.flatMap(({ file }) => (file === undefined ? [] : [file])));
      expect(await finder(ports, files)("quay.io")).toEqual(login(name));
    },
  );
  it("that are variables set to nothing are none", async () => {
    const env = { SINGULARITY_DOCKER_USERNAME: "", SINGULARITY_DOCKER_PASSWORD: "", ...pair("DOCKER", "c") };
    expect(await finder({ env })("x")).toEqual(login("c"));
  });

  it("are not half", async () => {
    expect(() => finder({ env: { APPTAINER_DOCKER_USERNAME: "a" } })).toThrow(
      "APPTAINER_DOCKER_USERNAME is set, but APPTAINER_DOCKER_PASSWORD is not",
    );
    expect(() => finder({ env: { SINGULARITY_DOCKER_PASSWORD: "a" } })).toThrow(
      "SINGULARITY_DOCKER_PASSWORD is set, but SINGULARITY_DOCKER_USERNAME is not",
    );
    expect(await finder({ env: { DOCKER_USERNAME: "a" } })("x")).toBeUndefined();
  });

  it("come from the first file that exists, and only from that", async () => {
    expect(await finder({}, { ...docker, ...apptainer })("quay.io")).toEqual(login("apptainer"));
    expect(await finder({}, docker)("quay.io")).toEqual(login("docker"));
    expect(
      await finder({}, { ...docker, "/home/me/.apptainer/docker-config.json": {} })("quay.io"),
    ).toBeUndefined();
    expect(await finder({})("quay.io")).toBeUndefined();
  });

  it("come from a named file before those", async () => {
    const files = {
      ...docker,
      "/a.json": { auths: { "quay.io": auth("a") } },
      "/b.json": { auths: { "quay.io": auth("b") } },
    };
    expect(await finder({ env: { APPTAINER_AUTH_FILE: "/a.json" } }, files)("quay.io")).toEqual(login("a"));
    expect(
      await finder({ env: { APPTAINER_AUTH_FILE: "/a.json" }, authFile: "/b.json" }, files)("quay.io"),
    ).toEqual(login("b"));
    expect((await failureOf(finder({ authFile: "/none.json" }, files)("x"))).message).toBe(
      "credentials file /none.json does not exist",
    );
  });

  it("come from a moved configuration folder", async () => {
    const files = { "/etc/site/docker-config.json": { auths: { "quay.io": auth("site") } } };
    expect(await finder({ env: { APPTAINER_CONFIGDIR: "/etc/site" } }, files)("quay.io")).toEqual(
      login("site"),
    );
  });

  it("are found by host name, in keys that are addresses, and for Docker Hub by its old address", async () => {
    const files = {
      "/home/me/.docker/config.json": {
        auths: {
          "https://quay.io/v1/": auth("quay"),
          "https://index.docker.io/v1/": auth("hub"),
          "localhost:5000": { username: "u", password: "p" },
          "token.io": { identitytoken: "t" },
          "bearer.io": { registrytoken: "t" },
          "empty.io": {},
        },
      },
    };
    const find = finder({}, files);
    expect(await find("quay.io")).toEqual(login("quay"));
    expect(await find("index.docker.io")).toEqual(login("hub"));
    expect(await find("localhost:5000")).toEqual(login("u", "p"));
    expect(await find("token.io")).toEqual({ kind: "identity-token", token: "t" });
    expect(await find("bearer.io")).toEqual({ kind: "registry-token", token: "t" });
    expect(await find("empty.io")).toBeUndefined();
    expect(await find("localhost:5001")).toBeUndefined();
  });

  it("keep colons in passwords", async () => {
    const files = { "/home/me/.docker/config.json": { auths: { "quay.io": auth("u", "a:b:c") } } };
    expect(await finder({}, files)("quay.io")).toEqual(login("u", "a:b:c"));
  });

  it.each([
    ["no JSON", '{"auths": {"x": s3cret', "is no JSON"],
    ["of another shape", { auths: { x: { auth: 5 } } }, 'is malformed at "auths.x.auth"'],
    [
      "with an unreadable login",
      { auths: { "quay.io": { auth: "czNjcmV0" } } },
      "holds no readable login for quay.io",
    ],
  ])("in a file that is %s are told about without a word of it", async (_name, file, words) => {
    const told = await failureOf(finder({}, { "/home/me/.docker/config.json": file })("quay.io"));
    expect(told.code).toBe("oci/bad-credentials-file");
    expect(told.message).toContain(words);
    expect(JSON.stringify(told)).not.toMatch(/s3cret|czNjcmV0/);
  });
});

describe("credential helpers", () => {
  const config = (content: object) => ({ "/home/me/.docker/config.json": content });
  const asked: string[] = [];
  const helper =
    (output: string, succeeded = true): CredentialPorts["runHelper"] =>
    async (program, input) => {
      asked.push(`${program} ${input}`);
      return { succeeded, output };
    };

  it("are asked for their registries, the store for all others", async () => {
    const files = config({ credsStore: "store", credHelpers: { "ghcr.io": "hub" } });
    const find = finder({ runHelper: helper('{"Username":"u","Secret":"s"}') }, files);
    expect(await find("ghcr.io")).toEqual(login("u", "s"));
    expect(await find("index.docker.io")).toEqual(login("u", "s"));
    expect(asked).toEqual([
      "docker-credential-hub ghcr.io",
      "docker-credential-store https://index.docker.io/v1/",
    ]);
  });

  it("may give an identity token", async () => {
    const find = finder(
      { runHelper: helper('{"Username":"<token>","Secret":"s"}') },
      config({ credsStore: "x" }),
    );
    expect(await find("quay.io")).toEqual({ kind: "identity-token", token: "s" });
  });

  it("that know nothing leave it to the file", async () => {
    const files = config({ credsStore: "x", auths: { "quay.io": auth("file") } });
    const find = finder({ runHelper: helper("credentials not found in native keychain\n", false) }, files);
    expect(await find("quay.io")).toEqual(login("file"));
  });

  it.each([
    ["are missing", async () => undefined, "docker-credential-x is not installed"],
    ["fail", helper("keychain\u001b is locked", false), "failed for quay.io: keychain is locked"],
    ["talk nonsense", helper("s3cret"), "gave no readable answer for quay.io"],
  ] as const)("that %s are told about", async (_name, runHelper, words) => {
    const told = await failureOf(finder({ runHelper }, config({ credsStore: "x" }))("quay.io"));
    expect(told.code).toBe("oci/credential-helper");
    expect(told.message).toContain(words);
    expect(told.message).not.toContain("s3cret");
  });

  it("whose name is a path are not run", async () => {
    let runs = 0;
    const runHelper = async () => {
      runs++;
      return undefined;
    };
    await failureOf(finder({ runHelper }, config({ credsStore: "../../bin/x" }))("quay.io"));
    expect(runs).toBe(0);
  });
});
