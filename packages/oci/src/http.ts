/** The one shape in which HTTP goes through this room; each way to send wraps another: transport, retries, redirects. */

import type { ByteStream } from "@deftools/bytes";

/** A request that may be sent again. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** An answer, its body not yet read. Whoever gets one either reads `body` or calls `discard`. */
export interface HttpAnswer {
  readonly status: number;
  /** Where it came from, after redirects. */
  readonly url: URL;
  /** All values of a header, by its name in lower case. */
  header(name: string): readonly string[];
  readonly body: ByteStream;
  discard(): Promise<void>;
}

/** Sends one request. @throws Failure when no answer comes */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** Time and chance, as ports. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** @throws the signal's reason when it is aborted */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** In [0, 1). */
  random(): number;
}

/** Names of this machine alone, which nobody on the way can listen to. */
export const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" ||
  hostname.endsWith(".localhost") ||
  /^127(?:\.\d{1,3}){3}$/.test(hostname) ||
  hostname === "[::1]";
