/** Where a registry listens and how it may be talked to: https, or plain http where that is allowed. */

import { dockerHub } from "@deftools/reference";
import { Failure } from "@deftools/trouble";
import { type Challenge, parseChallenges } from "./challenge.ts";
import { type HttpAnswer, isLoopback, type Send } from "./http.ts";

/**
 * How much https is wanted.
 * - `required`: nothing but https
 * - `auto`: plain http as well for names of this machine, as the engine's build does
 * - `off`: any certificate and plain http, as the engine's `--no-https`
 */
export type HttpsPolicy = "required" | "auto" | "off";

/** A registry that answered. */
export interface Origin {
  readonly url: URL;
  /** What it asks for at its front door; empty when it is open. */
  readonly challenges: readonly Challenge[];
}

export interface Probe {
  readonly policy: HttpsPolicy;
  readonly userAgent: string;
  /** One attempt, for a scheme that has an alternative. */
  readonly once: Send;
  /** With retries, for the last scheme. */
  readonly patiently: Send;
}

/**
 * Knocks at `/v2/` (OCI distribution-spec, end-1). Any answer will do: some registries say 404 there.
 * @throws Failure when nobody answers
 */
export const findOrigin = async (registry: string, probe: Probe, signal?: AbortSignal): Promise<Origin> => {
  const host = registry === dockerHub ? dockerHubHost : registry;
  const secure = new URL(`https://${host}/`);
  const plainAllowed = probe.policy === "off" || (probe.policy === "auto" && isLoopback(secure.hostname));
  const knock = async (base: URL, send: Send): Promise<Origin> => {
    const url = new URL("/v2/", base);
    const answer = await send({
      method: "GET",
      url,
      headers: { "user-agent": probe.userAgent },
      ...(signal && { signal }),
    });
    await answer.discard();
    return { url: base, challenges: challengesOf(answer) };
  };
  if (!plainAllowed) return knock(secure, probe.patiently);
  try {
    return await knock(secure, probe.once);
  } catch (error) {
    if (!(error instanceof Failure) || !mayBePlain.has(error.code)) throw error;
  }
  return knock(new URL(`http://${host}/`), probe.patiently);
};

/** What an answer asks for, when it is a 401. */
export const challengesOf = (answer: HttpAnswer): readonly Challenge[] =>
  answer.status === 401 ? parseChallenges(answer.header("www-authenticate")) : [];

/**
 * How a server of plain http takes a TLS handshake: with an http error, by hanging up, or by waiting for more. Without a port in its
 * name https has another port than plain http, or another proxy, so that it may not be reached at all.
 */
const mayBePlain: ReadonlySet<string> = new Set([
  "oci/unreachable",
  "oci/plain-http",
  "oci/connection-broken",
  "oci/stalled",
  "oci/no-answer",
]);

/** `index.docker.io` is a name; the registry itself is here. */
const dockerHubHost = "registry-1.docker.io";
