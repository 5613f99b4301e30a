/** HTTP by undici, and nothing of undici beyond this file: connections, TLS, proxies, timeouts. */

import { X509Certificate } from "node:crypto";
import { createSecureContext, getCACertificates, type SecureContext } from "node:tls";
import type { ByteStream } from "@deftools/bytes";
import { isFailure } from "@deftools/trouble";
import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import { failure } from "./failure.ts";
import { type HttpAnswer, type HttpRequest, isLoopback, type Send } from "./http.ts";
import { networkFailure } from "./network-failure.ts";
import type { Proxies } from "./proxies.ts";

export interface TransportOptions {
  /** PEM of further authorities, beside those of Node and of this system. */
  readonly ca?: string;
  /** Takes any certificate. */
  readonly trustAnyone: boolean;
  readonly proxy?: Proxies;
  readonly timeouts: Timeouts;
  /** Connections per host. */
  readonly connections: number;
  /** Goes to this socket of the machine, whatever host an address names. */
  readonly socketPath?: string;
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

/**
 * Opens nothing yet. Servers are held against Node's authorities first. The system's own, which engines trust and where sites put
 * theirs, take 0.15 s to read, so they are asked only when a server is unknown without them.
 */
export const createTransport = (options: TransportOptions): Transport => {
  const given = checked(options.ca);
  const narrow = createRoutes(options, given.length === 0 ? {} : withAuthorities([...nodes(), ...given]));
  let wide: Routes | undefined;
  return {
    send: async (request) => {
      const routes = wide ?? narrow;
      try {
        return await send(routes.to(request.url), request);
      } catch (error) {
        if (routes !== narrow || !isFailure(error, "oci/untrusted-certificate")) throw error;
      }
      wide ??= createRoutes(options, withAuthorities([...nodes(), ...system(), ...given]));
      return send(wide.to(request.url), request);
    },
    close: async () => {
      await Promise.all([narrow.close(), wide?.close()]);
    },
  };
};

const nodes = (): string[] => getCACertificates("default");
const system = (): string[] => getCACertificates("system");
const withAuthorities = (ca: readonly string[]): Trust => ({
  secureContext: createSecureContext({ ca: [...new Set(ca)] }),
});

/** @throws Failure "oci/bad-authority" when a PEM text holds no certificate: Node would pass over it in silence */
const checked = (ca: string | undefined): readonly string[] => {
  if (ca === undefined) return [];
  try {
    new X509Certificate(ca);
    return [ca];
  } catch (cause) {
    throw failure("oci/bad-authority", "the CA file given holds no PEM certificate", { cause });
  }
};

/** How the server of a TLS connection is judged; the empty one is Node's way. */
interface Trust {
  readonly secureContext?: SecureContext;
  readonly rejectUnauthorized?: false;
}

/** A way to a host, and the host's name with the way's, for messages. */
interface Route {
  readonly dispatcher: Dispatcher;
  readonly name: string;
}

/** Which connections lead to which address. */
interface Routes {
  to(url: URL): Route;
  close(): Promise<unknown>;
}

const createRoutes = (
  { timeouts, trustAnyone, proxy, connections, socketPath }: TransportOptions,
  trust: Trust,
): Routes => {
  const tls: Trust = trustAnyone ? { rejectUnauthorized: false } : trust;
  const common: Agent.Options = {
    connections,
    headersTimeout: timeouts.answerMs,
    bodyTimeout: timeouts.stallMs,
    // Layers are few and long: several HTTP/1.1 connections fill the line better than one of HTTP/2.
    allowH2: false,
    connect: { ...tls, timeout: timeouts.connectMs, ...(socketPath !== undefined && { socketPath }) },
  };
  const direct = new Agent(common);
  const outward = proxy
    ? new EnvHttpProxyAgent({
        ...common,
        requestTls: tls,
        httpProxy: proxy.http ?? "",
        httpsProxy: proxy.https ?? "",
        noProxy: proxy.except ?? "",
      })
    : direct;
  return {
    to: (url) => {
      const set = url.protocol === "https:" ? proxy?.https : proxy?.http;
      return set === undefined || isLoopback(url.hostname)
        ? { dispatcher: direct, name: url.host }
        : { dispatcher: outward, name: `${url.host} (a proxy is set)` };
    },
    close: () =>
      Promise.all([...new Set<Dispatcher>([direct, outward])].map((dispatcher) => dispatcher.destroy())),
  };
};

const send = async (
  { dispatcher, name }: Route,
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
      throw translated(error, name, signal);
    });
  return {
    status: answer.statusCode,
    url,
    header: (name) => {
      const value = answer.headers[name];
      if (value === undefined) return [];
      return typeof value === "string" ? [value] : value;
    },
    body: withFailures(answer.body, name, signal),
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

async function* withFailures(
  body: AsyncIterable<Uint8Array>,
  name: string,
  signal?: AbortSignal,
): ByteStream {
  try {
    yield* body;
  } catch (error) {
    throw translated(error, name, signal);
  }
}

/** An abort is the caller's own will, not trouble of the world. */
const translated = (error: unknown, name: string, signal?: AbortSignal): unknown =>
  signal?.aborted ? signal.reason : networkFailure(error, name);
