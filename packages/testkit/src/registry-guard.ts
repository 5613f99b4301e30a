/** Who may enter an in-process registry: everybody, users with a password, or bearers of its own tokens. */

import type { IncomingMessage } from "node:http";

export interface GuardOptions {
  readonly auth: "none" | "basic" | "bearer";
  /** Default: `user` and `pass word`. */
  readonly user: { readonly name: string; readonly password: string };
  /** Repositories that bearers without a login may pull; default those below `public/`. */
  readonly open: RegExp;
  /** What tokens live, in seconds. */
  readonly tokenLife: number;
  /** Where tokens come from; default the registry's own `/token`. */
  readonly realm?: string;
  /** An identity token that the token server takes by POST. */
  readonly identityToken: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Guard {
  /** Undefined lets the request in; else the value of `WWW-Authenticate`. */
  challenge(request: IncomingMessage, repository: string | undefined, base: string): string | undefined;
  /** Answers `/token`. */
  token(
    request: IncomingMessage,
    url: URL,
    form: URLSearchParams,
  ): { readonly status: number; readonly body: object };
}

export const createGuard = (options: GuardOptions): Guard => {
  const { auth, user, open, now, tokenLife, identityToken } = options;
  const tokens = new Map<string, { readonly scopes: readonly string[]; readonly expires: number }>();
  const password = `Basic ${Buffer.from(`${user.name}:${user.password}`).toString("base64")}`;

  return {
    challenge: (request, repository, base) => {
      const given = request.headers.authorization;
      if (auth === "none") return undefined;
      if (auth === "basic") return given === password ? undefined : 'Basic realm="the \\"test\\" registry"';
      const scope = repository === undefined ? undefined : `repository:${repository}:pull`;
      const token = tokens.get(given?.replace(/^Bearer /, "") ?? "");
      if (token && now() < token.expires && (scope === undefined || token.scopes.includes(scope)))
        return undefined;
      const realm = options.realm ?? `${base}/token`;
      return `Bearer realm="${realm}",service="testkit"${scope === undefined ? "" : `,scope="${scope}"`}`;
    },
    token: (request, url, form) => {
      const given = request.headers.authorization;
      const refresh = form.get("refresh_token") ?? undefined;
      const wrong =
        refresh === undefined ? given !== undefined && given !== password : refresh !== identityToken;
      if (wrong) return { status: 401, body: { details: "incorrect username or password" } };
      const known = given === password || refresh === identityToken;
      const scopes = [...url.searchParams.getAll("scope"), ...form.getAll("scope")].filter(
        (scope) => known || open.test(scope.split(":")[1] ?? ""),
      );
      const token = `token-${tokens.size + 1}`;
      tokens.set(token, { scopes, expires: now() + tokenLife * 1000 });
      return { status: 200, body: { token, expires_in: tokenLife } };
    },
  };
};
