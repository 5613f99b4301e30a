/** How an in-process registry answers: rightly, by ranges, or wrongly as told. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Misdeed } from "./registry-fault.ts";

/** Something stored. */
export interface Content {
  readonly bytes: Uint8Array;
  readonly digest: string;
  readonly mediaType: string;
}

/** Sends stored bytes, or the part that was asked for, or what the misdeed makes of them. */
export const sendContent = (
  request: IncomingMessage,
  response: ServerResponse,
  { bytes: stored, digest, mediaType }: Content,
  misdeed: Misdeed | undefined,
): void => {
  if (misdeed?.kind === "reset" && misdeed.after === undefined) {
    request.socket.resetAndDestroy();
    return;
  }
  const bytes = spoil(stored, misdeed);
  const range = misdeed?.kind === "ignore-range" ? undefined : rangeOf(request);
  if (range !== undefined && bytes.length <= range) {
    response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
    return;
  }
  const body = bytes.subarray(range ?? 0);
  response.writeHead(range === undefined ? 200 : 206, {
    "content-type": mediaType,
    "docker-content-digest": digest,
    ...(misdeed?.kind !== "unsized" && { "content-length": body.length }),
    ...(range !== undefined && { "content-range": `bytes ${range}-${bytes.length - 1}/${bytes.length}` }),
    ...(misdeed?.kind === "headers" && misdeed.headers),
  });
  if (request.method === "HEAD") response.end();
  else if (misdeed?.kind === "stall") response.write(body.subarray(0, misdeed.after));
  else if (misdeed?.kind === "reset")
    response.write(body.subarray(0, misdeed.after), () => request.socket.destroySoon());
  else response.end(body);
};

/** Sends quite another answer. */
export const sendMisdeed = (
  response: ServerResponse,
  { status, headers = {}, body = "" }: Misdeed & { readonly kind: "answer" },
): void => {
  response.writeHead(status, headers).end(body);
};

/** Sends an error in the registry's form (OCI distribution-spec, "Error Codes"). */
export const sendError = (
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response
    .writeHead(status, { "content-type": "application/json", ...headers })
    .end(JSON.stringify({ errors: [{ code, message }] }));
};

const spoil = (bytes: Uint8Array, misdeed: Misdeed | undefined): Uint8Array => {
  switch (misdeed?.kind) {
    case "truncate":
      return bytes.subarray(0, misdeed.to);
    case "pad":
      return Buffer.concat([bytes, new Uint8Array(misdeed.by)]);
    case "unsized":
      return Buffer.concat([bytes.subarray(0, misdeed.to), new Uint8Array(misdeed.padding ?? 0)]);
    case "flip":
      return bytes.map((byte, index) => (index === misdeed.at ? byte ^ 1 : byte));
    default:
      return bytes;
  }
};

/** The first byte of `Range: bytes=<first>-`; other forms are not asked for by anybody here. */
const rangeOf = ({ headers }: IncomingMessage): number | undefined => {
  const first = /^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1];
  return first === undefined ? undefined : Number(first);
};
