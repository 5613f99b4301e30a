/** Docker's file of credentials, `config.json`, checked at the door (docker/cli cli/config/configfile and credentials). */

import { dockerHub } from "@deftools/reference";
import * as v from "valibot";
import { failure } from "./failure.ts";
import type { Credentials } from "./login.ts";

const optional = v.nullish(v.string());

const schema = v.object({
  auths: v.nullish(
    v.record(
      v.string(),
      v.object({
        auth: optional,
        username: optional,
        password: optional,
        identitytoken: optional,
        registrytoken: optional,
      }),
    ),
    {},
  ),
  credsStore: optional,
  credHelpers: v.nullish(v.record(v.string(), v.string()), {}),
});

export type DockerConfig = v.InferOutput<typeof schema>;

type Entry = DockerConfig["auths"][string];

/** Reads the file's text. @throws Failure "oci/bad-credentials-file", which names the file and the field, never a value */
export const parseDockerConfig = (text: string, path: string): DockerConfig => {
  const result = v.safeParse(schema, json(text, path));
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw failure(
    "oci/bad-credentials-file",
    `credentials file ${path} is malformed at "${v.getDotPath(issue) ?? "its top"}"`,
  );
};

/** The name under which helpers and files keep a registry's login. */
export const serverName = (registry: string): string =>
  registry === dockerHub ? "https://index.docker.io/v1/" : registry;

/** The helper program's name for a registry, if it has one; the part after `docker-credential-`. */
export const helperOf = (config: DockerConfig, registry: string): string | undefined =>
  config.credHelpers[serverName(registry)] || config.credHelpers[registry] || config.credsStore || undefined;

/** What the file itself holds for a registry. Keys may be host names or, from old versions, whole addresses. */
export const storedCredentials = (
  config: DockerConfig,
  registry: string,
  path: string,
): Credentials | undefined => {
  const exact = config.auths[serverName(registry)] ?? config.auths[registry];
  const entry = exact ?? Object.entries(config.auths).find(([key]) => hostOf(key) === hostOf(registry))?.[1];
  return entry && fromEntry(entry, registry, path);
};

const fromEntry = (entry: Entry, registry: string, path: string): Credentials | undefined => {
  if (entry.registrytoken) return { kind: "registry-token", token: entry.registrytoken };
  if (entry.identitytoken) return { kind: "identity-token", token: entry.identitytoken };
  if (entry.username && entry.password)
    return { kind: "password", username: entry.username, password: entry.password };
  if (!entry.auth) return undefined;
  const pair = Buffer.from(entry.auth, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  if (colon < 1)
    throw failure(
      "oci/bad-credentials-file",
      `credentials file ${path} holds no readable login for ${registry}`,
      {
        hint: "log in again to write it anew",
      },
    );
  // Some old versions of Docker ended the password with NULs.
  return {
    kind: "password",
    username: pair.slice(0, colon),
    password: pair.slice(colon + 1).replace(/\0+$/, ""),
  };
};

const hostOf = (key: string): string => {
  const host = key.replace(/^https?:\/\//, "").replace(/\/.*$/s, "");
  return host === "docker.io" ? dockerHub : host;
};

const json = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which holds passwords.
    throw failure("oci/bad-credentials-file", `credentials file ${path} is no JSON`);
  }
};
