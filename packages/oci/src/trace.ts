/** A line for every request, for people who look for a fault. Nothing in it is a secret: no header but `range`, no value of a query. */

import type { Clock, HttpRequest, Send } from "./http.ts";

/** Takes one line. */
export type Trace = (line: string) => void;

/** `send`, told: `GET https://quay.io/v2/x/blobs/sha256:… (bytes=512-) 206 in 12 ms`. */
export const withTrace =
  (send: Send, tell: Trace, clock: Clock): Send =>
  async (request) => {
    const start = clock.now();
    const told = (outcome: string): void =>
      tell(`${request.method} ${addressOf(request)} ${outcome} in ${clock.now() - start} ms`);
    try {
      const answer = await send(request);
      told(String(answer.status));
      return answer;
    } catch (error) {
      told(error instanceof Error ? `failed: ${error.message}` : "failed");
      throw error;
    }
  };

/** The address; storage signs its addresses in the query, so of that only the names are shown. */
const addressOf = ({ url, headers }: HttpRequest): string => {
  const names = [...new Set(url.searchParams.keys())];
  const query = names.length === 0 ? "" : `?${names.map((name) => `${name}=…`).join("&")}`;
  const range = headers["range"] === undefined ? "" : ` (${headers["range"]})`;
  return `${url.origin}${url.pathname}${query}${range}`;
};
