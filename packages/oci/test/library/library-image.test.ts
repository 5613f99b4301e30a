/** Images from a library of this process: found by tag and architecture, and held against their hashes. */

import { createHash } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import { collect } from "@deftools/bytes";
import { listening } from "@deftools/testkit";
import { describe, expect, it, onTestFinished } from "vitest";
import { libraryServer, openLibraryImage, parseLibraryReference } from "../../src/index.ts";
import { client, failureOf } from "../opening.ts";

const sif = Buffer.from("a SIF, as far as a library is concerned".repeat(1000));
const hash = `sha256.${createHash("sha256").update(sif).digest("hex")}`;

/** A library with one image, its file in a storage at another address. */
const startLibrary = async (changes: { readonly answer?: object; readonly file?: Buffer } = {}) => {
  const asked: { readonly url: string; readonly headers: IncomingHttpHeaders }[] = [];
  const listen = async (answer: RequestListener): Promise<string> => {
    const { host, close } = await listening(createServer(answer));
    onTestFinished(close);
    return `http://${host}`;
  };
  const storage = await listen(({ url = "", headers }, response) => {
    asked.push({ url, headers });
    response.end(changes.file ?? sif);
  });
  const url = await listen((request, response) => {
    const { url: path = "", headers } = request;
    asked.push({ url: path, headers });
    if (path === "/assets/config/config.prod.json")
      response.end(JSON.stringify({ libraryAPI: { uri: `${url}/api` } }));
    else if (/^(\/api)?\/v1\/images\/lab\/tools\/image:1\?arch=amd64$/.test(path))
      response.end(JSON.stringify(changes.answer ?? { data: { hash, size: sif.length } }));
    else if (/^(\/api)?\/v1\/imagefile\/lab\/tools\/image:1\?arch=amd64$/.test(path))
      response.writeHead(303, { location: `${storage}/file?signature=x` }).end();
    else if (path.includes("/private/")) response.writeHead(401).end();
    else response.writeHead(404).end('{"error":{"code":404,"message":"not found"}}');
  });
  return { url, asked };
};

const reference = (text: string) => {
  const parsed = parseLibraryReference(text);
  if ("problem" in parsed) throw new Error(parsed.problem);
  return parsed.reference;
};
const open = (
  url: string,
  text = "lab/tools/image:1",
  more: { readonly token?: string; readonly kind?: "remote" } = {},
) =>
  openLibraryImage(client(), { kind: "library", url: new URL(url), ...more }, reference(text), {
    architecture: "amd64",
  });

describe("a library image", () => {
  it("is the file that its hash says, and the token stays with the library", async () => {
    const { url, asked } = await startLibrary();
    const image = await open(url, "library://lab/tools/image:1", { token: "s3cret" });
    expect(image).toMatchObject({
      name: "lab/tools/image:1",
      digest: hash.replace(".", ":"),
      size: sif.length,
    });
    expect(Buffer.from(await collect(image.open(), 1e6, "a SIF")).equals(sif)).toBe(true);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer s3cret",
      "Bearer s3cret",
      undefined,
    ]);
  });
  it("is found by the remote that has chosen the library", async () => {
    const { url } = await startLibrary();
    expect((await open(url, undefined, { kind: "remote" })).size).toBe(sif.length);
  });
  it("fails when the file is another one", async () => {
    const { url } = await startLibrary({ file: Buffer.from(sif).fill("x", 100, 101) });
    const image = await open(url);
    expect((await failureOf(collect(image.open(), 1e6, "a SIF"))).code).toBe("oci/digest-mismatch");
  });
  it.each([
    ["no hash", { data: { size: 1 } }],
    ["a hash of another kind", { data: { hash: "sif.1b7c", size: 1 } }],
    ["nothing", {}],
  ])("is refused when the library has %s for it", async (_name, answer) => {
    const { url } = await startLibrary({ answer });
    expect((await failureOf(open(url))).code).toBe("oci/bad-manifest");
  });
  it.each([
    ["lab/tools/other:1", "oci/not-found", "lab/tools/other:1 for amd64 is not there"],
    ["lab/private/image:1", "oci/unauthorized", "does not give lab/private/image:1 for amd64 to you"],
  ])("%s is refused with the reason", async (name, code, words) => {
    const { url } = await startLibrary();
    const failed = await failureOf(open(url, name));
    expect(failed.code).toBe(code);
    expect(failed.message).toContain(words);
  });
  it("is not asked for over plain http at other machines", async () => {
    expect((await failureOf(open("http://library.invalid"))).code).toBe("oci/plain-http");
  });
});

describe("a name", () => {
  it.each([
    ["library://alpine", { path: "alpine", tag: "latest" }],
    ["a/b/c:1.2,latest", { path: "a/b/c", tag: "1.2" }],
    ["host.example:8080/a/b/c:1", { host: "host.example:8080", path: "a/b/c", tag: "1" }],
    [`a/b/c:${hash}`, { path: "a/b/c", tag: hash }],
    [`a/b/c:${hash.replace(".", ":")}`, { path: "a/b/c", tag: hash }],
  ])("%s is read", (text, expected) => {
    expect(parseLibraryReference(text)).toEqual({ reference: expected });
  });
  it.each(["", "a//b", "a/b/c/d/e", "../x", "a/b:c d", "a?x=1", "a/b:", "user@h/a/b/c"])(
    '"%s" is none',
    (text) => {
      expect(parseLibraryReference(text)).toHaveProperty("problem");
    },
  );
});

describe("the library", () => {
  const remotes = (active: string): string => `
Active: ${active}
Remotes:
  DefaultRemote: { URI: cloud.apptainer.org, System: true }
  Sylabs: { URI: cloud.sylabs.io, Token: t1 }
  Site: { URI: "site.example:8443", Token: t2 }
`;
  const server = async (
    files: Readonly<Record<string, string>>,
    more: {
      readonly env?: Readonly<Record<string, string>>;
      readonly library?: string;
      readonly named?: string;
    } = {},
  ) => {
    const { env = {}, named, ...rest } = more;
    const { kind, url, token } = await libraryServer(
      { env, home: "/home/me", readFile: async (path) => files[path], ...rest },
      named,
    );
    return `${kind} ${url.href}${token === undefined ? "" : ` ${token}`}`;
  };
  const mine = "/home/me/.apptainer/remote.yaml";

  it("is what the recipe, the option, or a variable names, in this order", async () => {
    const env = { APPTAINER_LIBRARY: "https://a.example", SINGULARITY_LIBRARY: "https://s.example" };
    const files = { [mine]: remotes("Sylabs") };
    const library = "https://o.example";
    expect(await server(files, { env, library, named: "r.example" })).toBe("library https://r.example/");
    expect(await server(files, { env, library })).toBe("library https://o.example/");
    expect(await server(files, { env })).toBe("library https://a.example/");
    expect(await server(files, { env: { SINGULARITY_LIBRARY: "s.example" } })).toBe(
      "library https://s.example/",
    );
  });
  it("is else what the engines' configuration has chosen, else the public one", async () => {
    const publicOne = "library https://library.sylabs.io/";
    expect(await server({ [mine]: remotes("Sylabs") })).toBe(`${publicOne} t1`);
    expect(await server({ [mine]: remotes("Site") })).toBe("remote https://site.example:8443/ t2");
    expect(await server({ [mine]: remotes("DefaultRemote") })).toBe(publicOne);
    expect(await server({})).toBe(publicOne);
    const system = { "/etc/apptainer/remote.yaml": remotes("Site"), [mine]: remotes("DefaultRemote") };
    expect(await server(system)).toBe("remote https://site.example:8443/ t2");
    expect(
      await server({ "/x/remote.yaml": remotes("Site") }, { env: { APPTAINER_CONFIGDIR: "/x" } }),
    ).toContain("site.example");
  });
  it.each([
    ["Active: [1]\n", 'malformed at "Active"'],
    ["Token: 's3cret\n", "no YAML: line"],
  ])("is not guessed from a file that cannot be read, and no token is shown: %j", async (content, words) => {
    const { code, message } = await failureOf(server({ [mine]: content }));
    expect(code).toBe("oci/bad-remote-file");
    expect(message).toContain(words);
    expect(message).not.toContain("s3cret");
  });
});
