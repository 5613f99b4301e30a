/** A self-signed certificate for names of this machine, made on the spot by the `openssl` program. */

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** PEM texts, as `node:tls` takes them. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Makes a certificate of two days; undefined when there is no `openssl`. */
export const selfSignedCertificate = async (): Promise<Certificate | undefined> => {
  const folder = await mkdtemp(join(tmpdir(), "certificate-"));
  const keyFile = join(folder, "key.pem");
  try {
    const { stdout } = await promisify(execFile)("openssl", [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
      ...["-keyout", keyFile, "-days", "2", "-subj", "/CN=localhost"],
      ...["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
    ]);
    return { cert: stdout, key: await readFile(keyFile, "utf8") };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  } finally {
    await rm(folder, { recursive: true });
  }
};
