/** Who we are to one registry: learns what it asks for, answers with Basic or a cached Bearer token. */

import type { Challenge } from "./challenge.ts";
import { failure } from "./failure.ts";
import type { Clock, Send } from "./http.ts";
import { basicHeader, type Credentials } from "./login.ts";
import { fetchToken, loginHint, type Token } from "./token.ts";

/** The state of one registry's login. */
export interface Authorization {
  /** The header to send for a scope; undefined while the registry asks for nothing. */
  header(scope: string): Promise<string | undefined>;
  /** Takes in what a 401 asks for; the header it refused, if any, is not sent again. */
  learn(challenges: readonly Challenge[], refused: string | undefined): void;
  /** The Failure for a 401 or 403 that stays. */
  denied(subject: string, registryWords?: string): Promise<Error>;
}

export interface AuthorizationOptions {
  readonly origin: URL;
  readonly credentials: () => Promise<Credentials | undefined>;
  readonly userAgent: string;
  readonly allowPlainHttp: boolean;
  readonly send: Send;
  readonly clock: Clock;
}

export const createAuthorization = (options: AuthorizationOptions): Authorization => {
  const { origin, send, clock } = options;
  const tokens = new Map<string, Kept>();
  let offer: Challenge | undefined;
  let known: Promise<Credentials | undefined> | undefined;
  const credentials = (): Promise<Credentials | undefined> => {
    known ??= options.credentials();
    return known;
  };

  /** Shared by everybody who waits for it: looked up and asked for without a pause between. */
  const tokenFor = (challenge: Challenge, scope: string): Promise<Token> => {
    const kept = tokens.get(scope);
    if (kept && clock.now() < kept.expires) return kept.token;
    const token = credentials().then((found) =>
      fetchToken(send, clock, { ...options, challenge, scope, credentials: found }),
    );
    const asked: Kept = { token, expires: Number.POSITIVE_INFINITY };
    tokens.set(scope, asked);
    token.then(
      ({ expires }) => {
        asked.expires = expires;
      },
      () => tokens.delete(scope),
    );
    return token;
  };

  return {
    header: async (scope) => {
      if (!offer) return undefined;
      const found = await credentials();
      if (found?.kind === "registry-token") return `Bearer ${found.token}`;
      if (offer.scheme === "basic") return found?.kind === "password" ? basicHeader(found) : undefined;
      return (await tokenFor(offer, scope)).header;
    },
    learn: (challenges, refused) => {
      offer = choose(challenges);
      if (!offer)
        throw failure(
          "oci/bad-challenge",
          `registry ${origin.host} asks for a login of a kind that is not known here`,
        );
      if (refused !== undefined) tokens.clear();
    },
    denied: async (subject, registryWords = "") => {
      const said = registryWords === "" ? "" : `: ${registryWords}`;
      return (await credentials())
        ? failure(
            "oci/unauthorized",
            `registry ${origin.host} does not let this user have ${subject}${said}`,
            {
              hint: "the user name or password is wrong, or the user may not read this image, or it does not exist",
            },
          )
        : failure("oci/unauthorized", `registry ${origin.host} wants a login for ${subject}${said}`, {
            hint: `${loginHint}; some registries say this of images that do not exist`,
          });
    },
  };
};

/** A token, asked for or there. */
interface Kept {
  readonly token: Promise<Token>;
  /** Unknown, so never, until it is there. */
  expires: number;
}

/** Bearer where it is offered: it shows the password to the token server only. */
const choose = (challenges: readonly Challenge[]): Challenge | undefined =>
  challenges.find(({ scheme }) => scheme === "bearer") ?? challenges.find(({ scheme }) => scheme === "basic");
