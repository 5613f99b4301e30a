/** Hashes, by Node. */

/** SHA-256 in hexadecimal. Node's module is loaded with the first hash: that is an eighth of a start, and most runs need none. */
export const sha256 = (content: string | Uint8Array): string =>
  process.getBuiltinModule("node:crypto").createHash("sha256").update(content).digest("hex");
