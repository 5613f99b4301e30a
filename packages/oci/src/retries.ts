/** Sending again after trouble that passes: broken connections, overload (RFC 9110 section 10.2.3, Retry-After). */

import { Failure } from "@deftools/trouble";
import { failure } from "./failure.ts";
import type { Clock, HttpAnswer, HttpRequest, Send } from "./http.ts";
import { passing } from "./network-failure.ts";

/** How often a request is sent again. */
export const retryMaximum = 5;
const firstWaitMs = 400;
const longestWaitMs = 20_000;
/** Docker Hub can ask for hours; a person should hear of that at once. */
const patienceMs = 60_000;

const passingStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/**
 * `send`, repeated while trouble passes; the last answer is given as it is.
 * @throws Failure "oci/rate-limited" when the server asks for more patience than a person has
 */
export const withRetries =
  (send: Send, clock: Clock): Send =>
  async (request) => {
    for (let attempt = 0; ; attempt++) {
      const last = retryMaximum <= attempt;
      const answer = await send(request).catch((error: unknown) => {
        if (last || !(error instanceof Failure) || !passing.has(error.code)) throw error;
        return undefined;
      });
      if (answer && !passingStatuses.has(answer.status)) return answer;
      const asked = answer && askedWait(answer, clock);
      if (asked !== undefined && patienceMs < asked) throw await tooPatient(answer, asked);
      if (answer && last) return answer;
      await answer?.discard();
      await waitBefore(attempt, asked, request, clock);
    }
  };

/** Waits before attempt number `attempt + 1`: what the server asked for, else exponentially longer, half of it by chance. */
export const waitBefore = async (
  attempt: number,
  askedMs: number | undefined,
  { signal }: Pick<HttpRequest, "signal">,
  clock: Clock,
): Promise<void> => {
  const longest = Math.min(longestWaitMs, firstWaitMs * 2 ** attempt);
  await clock.sleep(askedMs ?? longest * (0.5 + clock.random() / 2), signal);
};

/** Milliseconds of `Retry-After`, given in seconds or as a date. */
const askedWait = (answer: HttpAnswer, clock: Clock): number | undefined => {
  const [value] = answer.header("retry-after");
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock.now());
};

const tooPatient = async (answer: HttpAnswer | undefined, askedMs: number): Promise<Failure> => {
  await answer?.discard();
  return failure(
    "oci/rate-limited",
    `${answer?.url.host} asks to come back in ${Math.ceil(askedMs / 1000)} seconds`,
    { hint: "log in for a higher limit, or wait" },
  );
};
