/** A client of registries: finds each one's scheme, logs in as asked, follows redirects, and is patient (OCI distribution-spec). */

import { setTimeout } from "node:timers/promises";
import { abortable } from "./abortable.ts";
import { type Authorization, createAuthorization } from "./authorization.ts";
import { endpointsOf, type FindEndpoints } from "./endpoints.ts";
import { failure } from "./failure.ts";
import type { FetchForeign } from "./foreign-layer.ts";
import { type Clock, type HttpAnswer, type HttpRequest, isLoopback, type Send } from "./http.ts";
import type { FindCredentials } from "./login.ts";
import { challengesOf, findOrigin, type HttpsPolicy } from "./origin.ts";
import type { Proxies } from "./proxies.ts";
import { withRedirects } from "./redirects.ts";
import { errorWords, registryFailure } from "./registry-failure.ts";
import { withRetries } from "./retries.ts";
import { type Trace, withTrace } from "./trace.ts";
import { createTransport, type Timeouts } from "./transport.ts";

export interface RegistryClientOptions {
  /** Default: `auto`. */
  readonly https?: HttpsPolicy;
  readonly credentials: FindCredentials;
  /** Mirrors and the like; default: images are where their names say. */
  readonly endpoints?: FindEndpoints;
  /** PEM of further authorities. */
  readonly ca?: string;
  readonly userAgent: string;
  readonly proxy?: Proxies;
  /** Connections per host; default 6. */
  readonly connections?: number;
  readonly timeouts?: Partial<Timeouts>;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Is told of every request. */
  readonly trace?: Trace;
}

/** What to get below `/v2/<repository>/`, or below `/v2/` where the repository is empty. */
export interface RegistryRequest {
  readonly registry: string;
  readonly repository: string;
  /** `manifests/latest`, `blobs/sha256:…`. */
  readonly path: string;
  /** For messages, like `image "quay.io/x:1"`. */
  readonly subject: string;
  /** What to do when it is not there. */
  readonly missingHint: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Plain http and any certificate will do for this registry. */
  readonly insecure?: boolean;
  readonly signal?: AbortSignal;
}

/** What to get at an address. */
export interface UrlRequest {
  readonly url: URL;
  readonly subject: string;
  readonly missingHint: string;
  /** What to do when it wants a login, or a better one. */
  readonly loginHint: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface RegistryClient {
  readonly clock: Clock;
  /** Where an image is asked for, first to last. */
  readonly endpoints: FindEndpoints;
  /** A success or a 416. @throws Failure for every other answer, and for none */
  get(request: RegistryRequest): Promise<HttpAnswer>;
  /** A success at an address that is no registry's: https, or plain http where the policy allows it. @throws Failure for every other answer */
  getUrl(request: UrlRequest): Promise<HttpAnswer>;
  /** What is at an address outside of registries, without credentials. https alone, unless plain http is allowed everywhere. */
  readonly fetchForeign: FetchForeign;
  /** Ends all connections, those in use as well. */
  close(): Promise<void>;
}

/** Generous enough for a slow registry, short enough that nobody thinks the program hangs. */
const defaultTimeouts: Timeouts = { connectMs: 15_000, answerMs: 60_000, stallMs: 45_000 };

export const createRegistryClient = (options: RegistryClientOptions): RegistryClient => {
  const { https: policy = "auto", userAgent, clock = machineClock } = options;
  const openLane = (https: HttpsPolicy): Lane => {
    const trustAnyone = https === "off";
    const transport = createTransport({
      trustAnyone,
      timeouts: { ...defaultTimeouts, ...options.timeouts },
      connections: options.connections ?? 6,
      ...(options.ca !== undefined && { ca: options.ca }),
      ...(options.proxy && { proxy: options.proxy }),
    });
    const once = options.trace ? withTrace(transport.send, options.trace, clock) : transport.send;
    const patiently = withRetries(once, clock);
    const send = withRedirects(patiently, { allowPlainHttp: trustAnyone });
    return { policy: https, once, patiently, send, close: transport.close };
  };
  const usual = openLane(policy);
  let lenient: Lane | undefined;
  const laneOf = (insecure: boolean): Lane => {
    if (!insecure || policy === "off") return usual;
    lenient ??= openLane("off");
    return lenient;
  };

  const registries = new Map<string, Promise<Registry>>();
  const open = async (registry: string, lane: Lane): Promise<Registry> => {
    const origin = await findOrigin(registry, { ...lane, userAgent });
    const authorization = createAuthorization({
      origin: origin.url,
      credentials: () => options.credentials(registry),
      userAgent,
      allowPlainHttp: lane.policy === "off",
      send: lane.send,
      clock,
    });
    if (0 < origin.challenges.length) authorization.learn(origin.challenges, undefined);
    return { url: origin.url, authorization, send: lane.send };
  };
  const registryOf = ({ registry, insecure = false }: RegistryRequest): Promise<Registry> => {
    const key = `${registry} ${insecure}`;
    const known = registries.get(key);
    if (known) return known;
    const opened = open(registry, laneOf(insecure));
    registries.set(key, opened);
    opened.catch(() => registries.delete(key));
    return opened;
  };

  return {
    clock,
    endpoints: options.endpoints ?? (async (reference) => endpointsOf([], reference)),
    get: async (request) => {
      const { signal } = request;
      const { url, authorization, send } = await abortable(registryOf(request), signal);
      const scope = `repository:${request.repository}:pull`;
      const attempt = (header: string | undefined): Promise<HttpAnswer> =>
        send(toHttp(request, url, userAgent, header));
      const header = await abortable(authorization.header(scope), signal);
      let answer = await attempt(header);
      if (answer.status === 401) {
        await answer.discard();
        authorization.learn(challengesOf(answer), header);
        const better = await abortable(authorization.header(scope), signal);
        if (better === undefined || better === header) throw await authorization.denied(request.subject);
        answer = await attempt(better);
      }
      if (answer.status === 401) {
        await answer.discard();
        throw await authorization.denied(request.subject);
      }
      if (answer.status === 403) throw await authorization.denied(request.subject, await errorWords(answer));
      if (answer.status === 200 || answer.status === 206 || answer.status === 416) return answer;
      throw await registryFailure(answer, request);
    },
    getUrl: async (request) => {
      const { url, subject, loginHint: hint, headers, signal } = request;
      if (policy !== "auto" || !isLoopback(url.hostname)) refusePlainHttp(url, policy);
      const answer = await usual.send({
        method: "GET",
        url,
        headers: { "user-agent": userAgent, ...headers },
        ...(signal && { signal }),
      });
      if (answer.status === 200 || answer.status === 206) return answer;
      if (answer.status !== 401 && answer.status !== 403) throw await registryFailure(answer, request);
      await answer.discard();
      throw failure("oci/unauthorized", `${url.host} does not give ${subject} to you`, { hint });
    },
    fetchForeign: async function* (url, signal) {
      refusePlainHttp(url, policy);
      const headers = { "user-agent": userAgent };
      const answer = await usual.send({ method: "GET", url, headers, ...(signal && { signal }) });
      if (answer.status === 200) yield* answer.body;
      else
        throw await registryFailure(answer, {
          subject: `a layer at ${url.host}`,
          missingHint: "its owner has moved or removed it",
        });
    },
    close: async () => {
      await Promise.all([usual.close(), lenient?.close()]);
    },
  };
};

/** One way to talk to servers: how strict it is, and the ways to send that go with it. */
interface Lane {
  readonly policy: HttpsPolicy;
  readonly once: Send;
  readonly patiently: Send;
  readonly send: Send;
  close(): Promise<void>;
}

const refusePlainHttp = ({ protocol, host }: URL, policy: HttpsPolicy): void => {
  if (protocol !== "https:" && policy !== "off")
    throw failure("oci/plain-http", `${host} would be asked over plain http`, {
      hint: "allow it with --no-https if you trust the network",
    });
};

interface Registry {
  readonly url: URL;
  readonly authorization: Authorization;
  readonly send: Send;
}

const toHttp = (
  { repository, path, headers, signal }: RegistryRequest,
  origin: URL,
  userAgent: string,
  authorization: string | undefined,
): HttpRequest => ({
  method: "GET",
  url: new URL(`/v2/${repository === "" ? "" : `${repository}/`}${path}`, origin),
  headers: { "user-agent": userAgent, ...headers, ...(authorization !== undefined && { authorization }) },
  ...(signal && { signal }),
});

const machineClock: Clock = {
  now: Date.now,
  random: Math.random,
  sleep: async (milliseconds, signal) => {
    await setTimeout(milliseconds, undefined, signal ? { signal } : {}).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    });
  },
};
