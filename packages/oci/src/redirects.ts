/** Following redirects without taking secrets along (RFC 9110 section 15.4; the Fetch standard's cross-origin rule). */

import { failure } from "./failure.ts";
import type { HttpAnswer, HttpRequest, Send } from "./http.ts";

/** Registry, then a storage, then its nearest copy: real chains are three long. */
const redirectMaximum = 8;
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * `send`, following redirects of GET. Authorization stays with its origin, and https never turns into http unless that is allowed.
 * @throws Failure "oci/bad-redirect"
 */
export const withRedirects =
  (send: Send, { allowPlainHttp }: { readonly allowPlainHttp: boolean }): Send =>
  async (first) => {
    let request: HttpRequest = first;
    for (let hops = 0; ; hops++) {
      const answer = await send(request);
      if (request.method !== "GET" || !redirectStatuses.has(answer.status)) return answer;
      await answer.discard();
      if (redirectMaximum <= hops)
        throw failure("oci/bad-redirect", `${first.url.host} redirects more than ${redirectMaximum} times`);
      const url = targetOf(answer, request, allowPlainHttp);
      const { authorization, ...open } = request.headers;
      const stays = url.origin === request.url.origin && authorization !== undefined;
      request = { ...request, url, headers: stays ? { ...open, authorization } : open };
    }
  };

const targetOf = (answer: HttpAnswer, { url }: HttpRequest, allowPlainHttp: boolean): URL => {
  const [location] = answer.header("location");
  const target = location === undefined ? undefined : URL.parse(location, url.href);
  if (!target || (target.protocol !== "https:" && target.protocol !== "http:"))
    throw failure("oci/bad-redirect", `${url.host} redirects to nowhere`);
  if (url.protocol === "https:" && target.protocol === "http:" && !allowPlainHttp)
    throw failure("oci/bad-redirect", `${url.host} redirects from https to plain http at ${target.host}`, {
      hint: "allow it with --no-https if you trust the network",
    });
  target.username = "";
  target.password = "";
  return target;
};
