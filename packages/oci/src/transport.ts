/** HTTP by undici, and nothing of undici beyond this file: connections, TLS, proxies, timeouts. */

import { createSecureContext, getCACertificates } from "node:tls";
import type { ByteStream } from "@deftools/bytes";
import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import { type HttpAnswer, type HttpRequest, isLoopback, type Send } from "./http.ts";
import { networkFailure } from "./network-failure.ts";

export interface TransportOptions {
  /** PEM of further authorities, beside those of Node and of this system. */
  readonly ca?: string;
  /** Takes any certificate. */
  readonly trustAnyone: boolean;
  readonly proxy?: Proxies;
  readonly timeouts: Timeouts;
  /** Connections per host. */
  readonly connections: number;
}

/** As curl reads them from `http_proxy`, `https_proxy` and `no_proxy`. Names of this machine never go through a proxy. */
export interface Proxies {
  readonly http?: string;
  readonly https?: string;
  readonly except?: string;
}

export interface Timeouts {
  readonly connectMs: number;
  /** From the request to the head of the answer. */
  readonly answerMs: number;
  /** Without a byte in the middle of a body. */
  readonly stallMs: number;
}

export interface Transport {
  readonly send: Send;
  close(): Promise<void>;
}

export const createTransport = (options: TransportOptions): Transport => {
  const { timeouts, trustAnyone, proxy } = options;
  const agentOptions: Agent.Options = {
    connections: options.connections,
    connectTimeout: timeouts.connectMs,
    headersTimeout: timeouts.answerMs,
    bodyTimeout: timeouts.stallMs,
    // Layers are few and long: several HTTP/1.1 connections fill the line better than one of HTTP/2.
    allowH2: false,
  };
  const tls = trustAnyone
    ? { rejectUnauthorized: false }
    : { secureContext: createSecureContext({ ca: authorities(options.ca) }) };
  const direct = new Agent({ ...agentOptions, connect: { ...tls, timeout: timeouts.connectMs } });
  const outward: Dispatcher = proxy
    ? new EnvHttpProxyAgent({
        ...agentOptions,
        connect: { ...tls, timeout: timeouts.connectMs },
        requestTls: tls,
        httpProxy: proxy.http ?? "",
        httpsProxy: proxy.https ?? "",
        noProxy: proxy.except ?? "",
      })
    : direct;
  return {
    send: (request) => send(isLoopback(request.url.hostname) ? direct : outward, request),
    close: async () => {
      await Promise.all(new Set([direct, outward]).values().map((dispatcher) => dispatcher.destroy()));
    },
  };
};

/** A site's own authority is often known to the system only; engines trust those, so we do. */
const authorities = (ca: string | undefined): string[] => [
  ...new Set([
    ...getCACertificates("default"),
    ...getCACertificates("system"),
    ...(ca === undefined ? [] : [ca]),
  ]),
];

const send = async (
  dispatcher: Dispatcher,
  { method, url, headers, body, signal }: HttpRequest,
): Promise<HttpAnswer> => {
  const answer = await dispatcher
    .request({
      method,
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      headers: { "accept-encoding": "identity", ...headers },
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    })
    .catch((error: unknown) => {
      throw translated(error, url, signal);
    });
  return {
    status: answer.statusCode,
    url,
    header: (name) => {
      const value = answer.headers[name];
      if (value === undefined) return [];
      return typeof value === "string" ? [value] : value;
    },
    body: withFailures(answer.body, url, signal),
    discard: async () => {
      answer.body.on("error", ignoreTheDiscarded);
      await answer.body.dump({ limit: discardMaximum }).catch(ignoreTheDiscarded);
    },
  };
};

/** Up to here reading the rest keeps the connection usable; beyond, a new connection is cheaper. */
const discardMaximum = 64 * 1024;

/** Nobody wants these bytes any more, so nobody can be told that they did not come. */
const ignoreTheDiscarded = (): void => undefined;

async function* withFailures(body: AsyncIterable<Uint8Array>, url: URL, signal?: AbortSignal): ByteStream {
  try {
    yield* body;
  } catch (error) {
    throw translated(error, url, signal);
  }
}

/** An abort is the caller's own will, not trouble of the world. */
const translated = (error: unknown, url: URL, signal?: AbortSignal): unknown =>
  signal?.aborted ? signal.reason : networkFailure(error, url.host);
