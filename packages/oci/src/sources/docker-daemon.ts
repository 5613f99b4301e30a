/**
 * An image of a Docker daemon on this machine, asked over its socket (Docker Engine API v1.41, ImageGet). Podman's socket answers alike.
 * The daemon sends an archive as `docker save` writes it; that can be read only once, so it is kept in a temporary file.
 */

import { type ByteStream, collect } from "@deftools/bytes";
import { isFailure } from "@deftools/trouble";
import * as v from "valibot";
import { failure, foreignWords } from "../failure.ts";
import type { HttpAnswer } from "../http.ts";
import type { Image } from "../image.ts";
import { createTransport, type Timeouts } from "../transport.ts";
import { openDockerArchive } from "./docker-archive.ts";
import { parseSource } from "./source.ts";
import { stage, type TemporaryFile } from "./staging.ts";

export interface DaemonOptions {
  /** As `daemonSocket` finds it. */
  readonly socketPath: string;
  /** Where the image is kept while it is open. */
  readonly temporaryFile: TemporaryFile;
  readonly userAgent: string;
  readonly timeouts?: Partial<Timeouts>;
  readonly signal?: AbortSignal;
}

/**
 * Opens an image by `name:tag` or its id, `sha256:…`. All its bytes are fetched before this returns.
 * @throws Failure "oci/bad-reference", "oci/no-daemon", "oci/not-found", "oci/daemon-error", or as for archives
 */
export const openDaemonImage = async (reference: string, options: DaemonOptions): Promise<Image> => {
  const { socketPath, temporaryFile, userAgent, timeouts, signal } = options;
  const name = `docker-daemon:${reference}`;
  const parsed = parseSource(name);
  if ("problem" in parsed) throw failure("oci/bad-reference", parsed.problem.message);
  const transport = createTransport({
    socketPath,
    trustAnyone: false,
    connections: 1,
    timeouts: { ...defaultTimeouts, ...timeouts },
  });
  try {
    const answer = await transport
      .send({
        method: "GET",
        // Whatever may stand in a reference may stand in a path as it is.
        url: new URL(`/images/${reference}/get`, daemonOrigin),
        headers: { "user-agent": userAgent },
        ...(signal && { signal }),
      })
      .catch((error: unknown) => {
        throw noDaemon(error, socketPath, reference);
      });
    if (answer.status !== 200) throw await refusal(answer, reference);
    const path = await stage(answer.body, temporaryFile, name);
    const image = await openDockerArchive(path, { temporaryFile, ...(signal && { signal }) });
    return { ...image, name };
  } finally {
    await transport.close();
  }
};

/**
 * The socket of the daemon that Docker's own programs would ask, by `DOCKER_HOST`.
 * @throws Failure "oci/no-daemon" when that is no socket of this machine
 */
export const daemonSocket = (env: Readonly<Record<string, string | undefined>>): string => {
  const host = env["DOCKER_HOST"];
  if (!host) return "/var/run/docker.sock";
  const path = /^unix:\/\/(\/.+)$/.exec(host)?.[1];
  if (path !== undefined) return path;
  throw failure(
    "oci/no-daemon",
    "DOCKER_HOST names no socket of this machine, like unix:///var/run/docker.sock",
    {
      hint: saveInstead("NAME:TAG"),
    },
  );
};

/** What requests name as their host; a socket leads to one daemon whatever it is. */
const daemonOrigin = "http://docker";

/** Some daemons write the whole archive to their disk before they send its first byte. */
const defaultTimeouts: Timeouts = { connectMs: 15_000, answerMs: 15 * 60_000, stallMs: 5 * 60_000 };

const saveInstead = (reference: string): string =>
  `or run "docker save -o image.tar ${reference}" where the daemon is, and use docker-archive:image.tar`;

/** Why nobody answers at the socket. */
const noDaemon = (error: unknown, socketPath: string, reference: string): unknown => {
  if (!isFailure(error)) return error;
  const reason = reasons.find(([code]) => hasCode(error, code));
  if (!reason) return error;
  const [, words, hint] = reason;
  return failure(
    "oci/no-daemon",
    `cannot ask the Docker daemon at ${socketPath} for ${reference}: ${words}`,
    {
      hint: `${hint}, ${saveInstead(reference)}`,
      cause: error,
    },
  );
};

const reasons: readonly (readonly [code: string, words: string, hint: string])[] = [
  ["ENOENT", "there is no such socket", "start Docker, or say in DOCKER_HOST where its socket is"],
  ["ENOTSOCK", "it is no socket", "say in DOCKER_HOST where its socket is"],
  ["ECONNREFUSED", "nobody listens there", "start Docker"],
  [
    "EACCES",
    "permission denied",
    'become a member of the socket\'s group, most often with "sudo usermod -aG docker $USER" and a new login',
  ],
];

const hasCode = (error: unknown, code: string): boolean => {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && cause.code === code) return true;
  return false;
};

/** An error answer is a line; what is longer is not read. */
const errorMaximum = 64 * 1024;

const errorSchema = v.object({ message: v.string() });

const refusal = async (answer: HttpAnswer, reference: string): Promise<Error> => {
  const words = await errorWords(answer.body);
  if (answer.status === 404)
    return failure("oci/not-found", `the Docker daemon has no image ${reference}`, {
      hint: `"docker images" lists what it has; "docker pull ${reference}" fetches it from its registry`,
    });
  const said = words === "" ? "" : `: ${words}`;
  return failure(
    "oci/daemon-error",
    `the Docker daemon answers with status ${answer.status} for ${reference}${said}`,
  );
};

const errorWords = async (body: ByteStream): Promise<string> => {
  try {
    const bytes = await collect(body, errorMaximum, "the daemon's error");
    const parsed = v.safeParse(errorSchema, JSON.parse(Buffer.from(bytes).toString("utf8")));
    return parsed.success ? foreignWords(parsed.output.message) : "";
  } catch (error) {
    // The status alone says enough; an answer that is no JSON adds nothing.
    if (error instanceof SyntaxError || isFailure(error)) return "";
    throw error;
  }
};
