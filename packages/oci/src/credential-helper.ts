/** Docker's credential helpers: programs `docker-credential-<name>` that keep logins (docker/docker-credential-helpers, README). */

import { spawn } from "node:child_process";
import * as v from "valibot";
import { failure, foreignWords } from "./failure.ts";
import type { Credentials } from "./login.ts";

/** What a helper said; `undefined` when there is no such program. */
export type RunHelper = (
  program: string,
  input: string,
) => Promise<{ readonly succeeded: boolean; readonly output: string } | undefined>;

const answerSchema = v.object({ Username: v.string(), Secret: v.string() });

/** An answer is one small object. */
const outputMaximum = 1024 * 1024;

/**
 * Asks a helper for the login of a server; undefined when it has none.
 * @throws Failure "oci/credential-helper" when it is missing or broken
 */
export const askHelper = async (
  run: RunHelper,
  name: string,
  server: string,
): Promise<Credentials | undefined> => {
  const program = `docker-credential-${name}`;
  // The name comes from a file and becomes the name of a program.
  const answer = /^[A-Za-z0-9._-]+$/.test(name) ? await run(program, server) : undefined;
  if (!answer)
    throw failure("oci/credential-helper", `credential helper ${program} is not installed`, {
      hint: "install it, or take it out of credsStore and credHelpers of your docker config",
    });
  if (!answer.succeeded) {
    if (/credentials not found/i.test(answer.output)) return undefined;
    throw failure(
      "oci/credential-helper",
      `credential helper ${program} failed for ${server}: ${foreignWords(answer.output)}`,
    );
  }
  const parsed = v.safeParse(answerSchema, json(answer.output));
  if (!parsed.success)
    throw failure(
      "oci/credential-helper",
      `credential helper ${program} gave no readable answer for ${server}`,
    );
  const { Username: username, Secret: secret } = parsed.output;
  if (secret === "") return undefined;
  return username === "<token>"
    ? { kind: "identity-token", token: secret }
    : { kind: "password", username, password: secret };
};

/** Runs a helper of this machine. */
export const runHelper: RunHelper = (program, input) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, ["get"], { stdio: ["pipe", "pipe", "ignore"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (outputMaximum < output.length) child.kill();
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") resolve(undefined);
      else
        reject(
          failure("oci/credential-helper", `credential helper ${program} does not run: ${error.code}`, {
            cause: error,
          }),
        );
    });
    child.on("close", (status) => resolve({ succeeded: status === 0, output }));
    // A helper that ends without reading its input is judged by its answer.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The answer may hold a secret, so nothing of it is quoted; the caller says that it cannot be read.
    return undefined;
  }
};
