/** Bearer tokens: asking a registry's token server for one (distribution spec, auth/token.md and auth/oauth.md). */

import { collect } from "@deftools/bytes";
import * as v from "valibot";
import type { Challenge } from "./challenge.ts";
import { failure } from "./failure.ts";
import { type Clock, type HttpRequest, isLoopback, type Send } from "./http.ts";
import { basicHeader, type Credentials } from "./login.ts";

/** Tokens are a few KiB; a larger answer is not one. */
const tokenMaximum = 1024 * 1024;
/** What a token server means by saying nothing (auth/token.md). */
const defaultLifeSeconds = 60;
/** A token this near its end is not worth sending. */
const marginMs = 10_000;

export interface Token {
  readonly header: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

const answerSchema = v.object({
  token: v.nullish(v.string()),
  access_token: v.nullish(v.string()),
  expires_in: v.nullish(v.number()),
});

export interface TokenRequest {
  readonly challenge: Challenge;
  /** What the token is for. The challenge's own scope is that of whichever request was refused, so it is not used. */
  readonly scope: string;
  /** The registry that sent the challenge. */
  readonly origin: URL;
  readonly credentials: Credentials | undefined;
  readonly userAgent: string;
  /** Lets passwords go over plain http to any host. */
  readonly allowPlainHttp: boolean;
}

/**
 * Gets a token, for the credentials or anonymously.
 * @throws Failure "oci/bad-challenge" when the token server cannot be trusted or understood, "oci/unauthorized" when it refuses
 */
export const fetchToken = async (send: Send, clock: Clock, request: TokenRequest): Promise<Token> => {
  const asked = clock.now();
  const answer = await send(toHttp(request));
  const host = answer.url.host;
  if (answer.status === 400 || answer.status === 401 || answer.status === 403) {
    await answer.discard();
    throw refused(host, request);
  }
  if (answer.status !== 200) {
    await answer.discard();
    throw failure("oci/registry-error", `token server ${host} answers with status ${answer.status}`);
  }
  const parsed = v.safeParse(
    answerSchema,
    json(await collect(answer.body, tokenMaximum, `token of ${host}`)),
  );
  const token = parsed.success ? (parsed.output.token ?? parsed.output.access_token) : undefined;
  // Anything else would split the header it is put into.
  if (!token || !/^[\x21-\x7e]+$/.test(token))
    throw failure("oci/bad-challenge", `token server ${host} answers without a usable token`);
  const life = parsed.success ? (parsed.output.expires_in ?? defaultLifeSeconds) : defaultLifeSeconds;
  return { header: `Bearer ${token}`, expires: asked + life * 1000 - marginMs };
};

/** GET with a password or anonymously; POST for an identity token, which is never put into a URL. */
const toHttp = (request: TokenRequest): HttpRequest => {
  const { challenge, credentials, scope, userAgent } = request;
  const url = realmOf(request);
  const service = challenge.parameters["service"];
  const headers = { "user-agent": userAgent, accept: "application/json" };
  if (credentials?.kind === "identity-token") {
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      refresh_token: credentials.token,
      client_id: "defbuild",
      scope,
      ...(service !== undefined && { service }),
    });
    return {
      method: "POST",
      url,
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
    };
  }
  if (service !== undefined) url.searchParams.set("service", service);
  url.searchParams.set("scope", scope);
  const authorization = credentials?.kind === "password" ? { authorization: basicHeader(credentials) } : {};
  return { method: "GET", url, headers: { ...headers, ...authorization } };
};

/** The token server, if a password may be sent there: https, this machine, or the plain-http registry itself. */
const realmOf = ({ challenge, origin, allowPlainHttp }: TokenRequest): URL => {
  const url = URL.parse(challenge.parameters["realm"] ?? "");
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw failure("oci/bad-challenge", `registry ${origin.host} names no token server`);
  const safe =
    url.protocol === "https:" ||
    isLoopback(url.hostname) ||
    (origin.protocol === "http:" && origin.hostname === url.hostname);
  if (!safe && !allowPlainHttp)
    throw failure(
      "oci/bad-challenge",
      `registry ${origin.host} sends its users to ${url.host} over plain http, where passwords can be read`,
      { hint: "allow it with --no-https if you trust the network" },
    );
  url.username = "";
  url.password = "";
  url.hash = "";
  return url;
};

const refused = (host: string, { credentials, origin }: TokenRequest): Error =>
  credentials
    ? failure(
        "oci/unauthorized",
        `token server ${host} refuses the user name or password for ${origin.host}`,
        {
          hint: "log in again, or correct APPTAINER_DOCKER_USERNAME and APPTAINER_DOCKER_PASSWORD",
        },
      )
    : failure("oci/unauthorized", `token server ${host} wants a login for ${origin.host}`, {
        hint: loginHint,
      });

/** How to bring credentials. */
export const loginHint =
  "log in with `docker login` or `apptainer registry login`, use --docker-login, or set APPTAINER_DOCKER_USERNAME and APPTAINER_DOCKER_PASSWORD";

const json = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    // What is no JSON holds no token; the caller says so.
    return undefined;
  }
};
