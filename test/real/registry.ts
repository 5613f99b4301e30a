/** A real docker-registry on a free loopback port, over a folder of its own. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { findProgram, must } from "./programs.ts";

/** A running registry. */
export interface RealRegistry {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  stop(): Promise<void>;
}

export interface RegistryOptions {
  /** Ask for this user and password (basic auth). */
  readonly user?: { readonly name: string; readonly password: string };
  /** Serve https with a certificate made on the spot. */
  readonly tls?: true;
}

/** Starts docker-registry over `folder/data`, which several may share. */
export const startRealRegistry = async (
  folder: string,
  options: RegistryOptions = {},
): Promise<RealRegistry> => {
  const port = await freePort();
  const own = join(folder, `registry-${port}`);
  mkdirSync(own, { recursive: true });
  const config = join(own, "config.yml");
  writeFileSync(config, configuration(folder, own, port, options));
  const child = spawn(findProgram("docker-registry") ?? "docker-registry", ["serve", config], {
    stdio: "ignore",
    env: { ...process.env, OTEL_TRACES_EXPORTER: "none" },
  });
  const host = `127.0.0.1:${port}`;
  await answers(host, options.tls ? "https" : "http", child);
  return {
    host,
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill();
      }),
  };
};

/** Pushes an image of an OCI layout. */
export const push = (layout: string, registry: RealRegistry, name: string): void => {
  must("skopeo", [
    "copy",
    "--quiet",
    "--dest-tls-verify=false",
    "--preserve-digests",
    `oci:${layout}:latest`,
    `docker://${registry.host}/${name}`,
  ]);
};

const configuration = (folder: string, own: string, port: number, { user, tls }: RegistryOptions): string => {
  const lines = [
    "version: 0.1",
    "log: {level: error}",
    `storage: {filesystem: {rootdirectory: ${join(folder, "data")}}}`,
  ];
  if (user) {
    const passwords = join(own, "htpasswd");
    writeFileSync(passwords, must("htpasswd", ["-Bbn", user.name, user.password]));
    lines.push(`auth: {htpasswd: {realm: test, path: ${passwords}}}`);
  }
  lines.push("http:", `  addr: 127.0.0.1:${port}`);
  if (tls) {
    const [key, certificate] = [join(own, "tls.key"), join(own, "tls.crt")];
    must("openssl", [
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"],
      ...["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
    ]);
    lines.push(`  tls: {certificate: ${certificate}, key: ${key}}`);
  }
  return `${lines.join("\n")}\n`;
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

/** Waits until the registry takes connections. @throws Error when it ends before that */
const answers = async (host: string, scheme: string, child: ChildProcess): Promise<void> => {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) throw new Error(`docker-registry ended with ${child.exitCode}`);
    const reached = await fetch(`http://${host}/v2/`).then(
      () => true,
      // an https port refuses plain http, but only once it listens
      (error: Error) => scheme === "https" && !String(error.cause).includes("ECONNREFUSED"),
    );
    if (reached) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`docker-registry on ${host} does not answer`);
};
