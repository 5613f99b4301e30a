/** An OCI registry inside the test's own process: pulls over http or https, logins, ranges, and faults on demand. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Certificate } from "./certificate.ts";
import { listening } from "./listening.ts";
import { type Content, sendContent, sendError, sendMisdeed } from "./registry-answer.ts";
import { createFaults, type Fault } from "./registry-fault.ts";
import { createGuard, type GuardOptions } from "./registry-guard.ts";
import { digestOfBytes, type TestImage } from "./test-image.ts";

export interface TestRegistryOptions extends Partial<GuardOptions> {
  readonly faults?: readonly Fault[];
  /** Serves https. */
  readonly tls?: Certificate;
}

export interface TestRegistry {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** The password it takes, where it takes one. */
  readonly user: { readonly name: string; readonly password: string };
  /** Every request so far. */
  readonly requests: readonly LoggedRequest[];
  /** Stores a blob; its digest. */
  putBlob(repository: string, bytes: Uint8Array): string;
  /** Stores an image with everything below it as `repository:tag`; its digest. */
  putImage(repository: string, tag: string, image: TestImage): string;
  /** Stores bytes as a manifest, whatever they are; their digest. */
  putManifest(repository: string, tag: string, bytes: Uint8Array, mediaType: string): string;
  addFault(fault: Fault): void;
  /** Forgets the faults that were not met yet. */
  clearFaults(): void;
  close(): Promise<void>;
}

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Starts a registry on a free port of this machine. */
export const startRegistry = async (options: TestRegistryOptions = {}): Promise<TestRegistry> => {
  const faults = createFaults(options.faults ?? []);
  const guardOptions = { ...defaults, ...options };
  const guard = createGuard(guardOptions);
  const contents = new Map<string, Content>();
  const requests: LoggedRequest[] = [];
  let host = "";
  const scheme = options.tls ? "https" : "http";

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "GET", url: path = "/" } = request;
    requests.push({ method, path, headers: flat(request) });
    const misdeed = faults.take(`${method} ${path}`);
    if (misdeed?.kind === "answer") return sendMisdeed(response, misdeed);
    const base = `${scheme}://${host}`;
    const url = new URL(path, base);
    if (url.pathname === "/token") {
      const { status, body } = guard.token(request, url, new URLSearchParams(await textOf(request)));
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      return;
    }
    const repository = /^\/v2\/(.+)\/(?:manifests|blobs|tags)\/[^/]+$/.exec(url.pathname)?.[1];
    const challenge = guard.challenge(request, repository, base);
    if (challenge !== undefined)
      return sendError(response, 401, "UNAUTHORIZED", "authentication required", {
        "www-authenticate": challenge,
      });
    if (url.pathname === "/v2/") {
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
      return;
    }
    if (url.pathname === "/v2/_catalog") {
      const named = [...contents.keys()].flatMap((key) => /^\/v2\/(.+)\/manifests\//.exec(key)?.[1] ?? []);
      const repositories = [...new Set(named)];
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ repositories }));
      return;
    }
    const [, listed] = /^\/v2\/(.+)\/tags\/list$/.exec(url.pathname) ?? [];
    if (listed !== undefined) {
      const tags = [...contents.keys()].flatMap((key) =>
        key.startsWith(`/v2/${listed}/manifests/`) && !key.includes(":")
          ? [key.slice(key.lastIndexOf("/") + 1)]
          : [],
      );
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ name: listed, tags }));
      return;
    }
    const content = contents.get(url.pathname);
    if (content) return sendContent(request, response, content, misdeed);
    const [code, message] = url.pathname.includes("/manifests/")
      ? ["MANIFEST_UNKNOWN", "manifest unknown"]
      : ["BLOB_UNKNOWN", "blob unknown to registry"];
    sendError(response, 404, code ?? "", message ?? "");
  };

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  };
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  const { host: found, close } = await listening(server);
  host = found;

  const putBlob = (repository: string, bytes: Uint8Array): string => {
    const digest = digestOfBytes(bytes);
    contents.set(`/v2/${repository}/blobs/${digest}`, {
      bytes,
      digest,
      mediaType: "application/octet-stream",
    });
    return digest;
  };
  const putManifest = (repository: string, tag: string, bytes: Uint8Array, mediaType: string): string => {
    const digest = digestOfBytes(bytes);
    for (const name of [tag, digest])
      contents.set(`/v2/${repository}/manifests/${name}`, { bytes, digest, mediaType });
    return digest;
  };
  const putImage = (repository: string, tag: string, image: TestImage): string => {
    for (const child of image.children) putImage(repository, child.digest, child);
    for (const blob of image.blobs) putBlob(repository, blob);
    return putManifest(repository, tag, image.manifest, image.mediaType);
  };
  return {
    host,
    url: `${scheme}://${host}`,
    user: guardOptions.user,
    requests,
    putBlob,
    putImage,
    putManifest,
    addFault: faults.add,
    clearFaults: faults.clear,
    close,
  };
};

const defaults: GuardOptions = {
  auth: "none",
  user: { name: "user", password: "pass word" },
  open: /^public\//,
  tokenLife: 300,
  identityToken: "identity-of-user",
  now: Date.now,
};

const flat = ({ headers }: IncomingMessage): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()]));

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = "";
  for await (const part of request) text += String(part);
  return text;
};
