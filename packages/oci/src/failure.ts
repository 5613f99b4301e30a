/** Every way in which getting an image can go wrong, by code. */

import { Failure } from "@deftools/trouble";

export type OciFailureCode =
  /** Network. */
  | "oci/unreachable"
  | "oci/no-answer"
  | "oci/connection-broken"
  | "oci/stalled"
  | "oci/untrusted-certificate"
  | "oci/plain-http"
  | "oci/bad-redirect"
  | "oci/bad-proxy"
  | "oci/bad-authority"
  /** What the registry answers. */
  | "oci/not-found"
  | "oci/unauthorized"
  | "oci/rate-limited"
  | "oci/registry-error"
  | "oci/bad-challenge"
  /** Bytes that are not what was promised. */
  | "oci/digest-mismatch"
  | "oci/size-mismatch"
  | "oci/bad-digest"
  | "oci/bad-manifest"
  | "oci/bad-config"
  | "oci/too-large"
  /** Images that are not for us. */
  | "oci/schema1"
  | "oci/not-an-image"
  | "oci/not-an-artifact"
  | "oci/unknown-layer"
  | "oci/no-such-platform"
  | "oci/no-such-tag"
  | "oci/ambiguous-image"
  | "oci/foreign-layer"
  /** Images in files, and at the Docker daemon. */
  | "oci/cannot-read"
  | "oci/cannot-stage"
  | "oci/bad-archive"
  | "oci/not-a-layout"
  | "oci/missing-part"
  | "oci/no-daemon"
  | "oci/bad-reference"
  | "oci/daemon-error"
  /** Credentials at rest. */
  | "oci/incomplete-credentials"
  | "oci/bad-credentials-file"
  /** Configuration. */
  | "oci/bad-registries-file"
  | "oci/blocked"
  | "oci/bad-remote-file"
  | "oci/credential-helper";

/** A Failure of this room; the compiler checks the code. */
export const failure = (
  code: OciFailureCode,
  message: string,
  options?: { readonly hint?: string; readonly cause?: unknown },
): Failure => new Failure(code, message, options);

/**
 * Foreign words made safe to show: one line, no control characters, cut where a person stops reading.
 * Registries and token servers write into our messages through this only.
 */
export const foreignWords = (text: string): string => {
  const line = text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
};
