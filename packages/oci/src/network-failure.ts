/** What the network's error codes mean to a person: one row per code. */

import type { Failure } from "@deftools/trouble";
import { failure, type OciFailureCode } from "./failure.ts";

type Row = readonly [code: OciFailureCode, words: string, hint: string];

const refuses = "is it running, and is the port right?";
const check = "check the name of the registry, and the network";
const again = "try again; if it stays so, ask who runs the registry or the proxy before it";
const trust = "if you trust this server, give its CA certificate to --ca, or skip the check with --no-https";

const rows: Readonly<Record<string, Row>> = {
  ECONNREFUSED: ["oci/unreachable", "refuses the connection", refuses],
  ENOTFOUND: ["oci/unreachable", "is not a known host name", check],
  EHOSTUNREACH: ["oci/unreachable", "cannot be reached", check],
  ENETUNREACH: ["oci/unreachable", "cannot be reached", check],
  EAI_AGAIN: ["oci/no-answer", "cannot be looked up right now", check],
  ETIMEDOUT: ["oci/no-answer", "does not answer", check],
  UND_ERR_CONNECT_TIMEOUT: ["oci/no-answer", "does not answer", check],
  UND_ERR_HEADERS_TIMEOUT: ["oci/no-answer", "took the request, but does not answer", again],
  UND_ERR_BODY_TIMEOUT: ["oci/stalled", "stopped sending in the middle of its answer", again],
  ECONNRESET: ["oci/connection-broken", "broke the connection", again],
  EPIPE: ["oci/connection-broken", "broke the connection", again],
  UND_ERR_SOCKET: ["oci/connection-broken", "broke the connection", again],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ["oci/connection-broken", "broke off its answer", again],
  DEPTH_ZERO_SELF_SIGNED_CERT: ["oci/untrusted-certificate", "shows a self-signed certificate", trust],
  SELF_SIGNED_CERT_IN_CHAIN: [
    "oci/untrusted-certificate",
    "shows a certificate of an unknown authority",
    trust,
  ],
  UNABLE_TO_GET_ISSUER_CERT: [
    "oci/untrusted-certificate",
    "shows a certificate of an unknown authority",
    trust,
  ],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    "oci/untrusted-certificate",
    "shows a certificate of an unknown authority",
    trust,
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    "oci/untrusted-certificate",
    "shows a certificate of an unknown authority",
    trust,
  ],
  CERT_HAS_EXPIRED: ["oci/untrusted-certificate", "shows an expired certificate", trust],
  CERT_NOT_YET_VALID: ["oci/untrusted-certificate", "shows a certificate that is not valid yet", trust],
  ERR_TLS_CERT_ALTNAME_INVALID: ["oci/untrusted-certificate", "shows a certificate of another name", trust],
  ERR_SSL_WRONG_VERSION_NUMBER: [
    "oci/plain-http",
    "speaks plain http, not https",
    "allow it with --no-https",
  ],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: [
    "oci/plain-http",
    "speaks plain http, not https",
    "allow it with --no-https",
  ],
  ERR_SSL_HTTP_REQUEST: ["oci/plain-http", "speaks plain http, not https", "allow it with --no-https"],
};

/** The failures after which the same request may well succeed. */
export const passing: ReadonlySet<string> = new Set<OciFailureCode>([
  "oci/no-answer",
  "oci/stalled",
  "oci/connection-broken",
]);

/** The Failure for an error of the network stack while talking to a host. */
export const networkFailure = (error: unknown, host: string): Failure => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = "code" in cause ? String(cause.code) : "";
    const row = Object.hasOwn(rows, code) ? rows[code] : undefined;
    if (row) return failure(row[0], `${host} ${row[1]}`, { hint: row[2], cause: error });
  }
  const words = error instanceof Error ? error.message : String(error);
  return failure("oci/unreachable", `cannot talk to ${host}: ${words}`, { hint: check, cause: error });
};
