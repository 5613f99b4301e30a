/** Where logins come from, in the engine's order: environment, the recipe, `--authfile`, Apptainer's file, Docker's file, and their helpers. */

import { join } from "node:path";
import { askHelper, type RunHelper } from "./credential-helper.ts";
import {
  type DockerConfig,
  helperOf,
  parseDockerConfig,
  serverName,
  storedCredentials,
} from "./docker-config.ts";
import { failure } from "./failure.ts";
import type { Credentials, FindCredentials } from "./login.ts";

export interface CredentialPorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The text of a file; undefined when there is none. */
  readonly readFile: (path: string) => Promise<string | undefined>;
  readonly runHelper: RunHelper;
  /** `--authfile`; before `APPTAINER_AUTH_FILE`. */
  readonly authFile?: string;
  /** Logins that the user brought along in another way; after the variables, before files. */
  readonly brought?: (registry: string) => Credentials | undefined;
}

/**
 * A finder of logins. Files are read when the first registry asks for a login, and only the first file that exists, as the engine does.
 * @throws Failure "oci/incomplete-credentials" at once, "oci/bad-credentials-file" and "oci/credential-helper" when it is asked
 */
export const findCredentials = (ports: CredentialPorts): FindCredentials => {
  const given = fromEnvironment(ports.env);
  if (given) return async () => given;

  let file: Promise<CredentialFile | undefined> | undefined;
  return async (registry) => {
    const brought = ports.brought?.(registry);
    if (brought) return brought;
    file ??= readFirst(ports);
    const found = await file;
    if (!found) return undefined;
    const helper = helperOf(found.config, registry);
    const kept = helper && (await askHelper(ports.runHelper, helper, serverName(registry)));
    return kept || storedCredentials(found.config, registry, found.path);
  };
};

interface CredentialFile {
  readonly path: string;
  readonly config: DockerConfig;
}

/** The variables, first to last. Half a login is a mistake where only engines use the name; `DOCKER_…` alone is everybody's. */
const prefixes: readonly { readonly prefix: string; readonly ours: boolean }[] = [
  { prefix: "APPTAINER_DOCKER", ours: true },
  { prefix: "SINGULARITY_DOCKER", ours: true },
  { prefix: "DOCKER", ours: false },
];

const fromEnvironment = (env: CredentialPorts["env"]): Credentials | undefined => {
  for (const { prefix, ours } of prefixes) {
    const names = [`${prefix}_USERNAME`, `${prefix}_PASSWORD`] as const;
    const [username, password] = names.map((name) => env[name] || undefined);
    if (username !== undefined && password !== undefined) return { kind: "password", username, password };
    if (ours && (username ?? password) !== undefined) {
      const [set, missing] = username === undefined ? [names[1], names[0]] : names;
      throw failure("oci/incomplete-credentials", `${set} is set, but ${missing} is not`, {
        hint: "set both, or none",
      });
    }
  }
  return undefined;
};

const readFirst = async ({
  env,
  home,
  readFile,
  authFile,
}: CredentialPorts): Promise<CredentialFile | undefined> => {
  const named = authFile ?? (env["APPTAINER_AUTH_FILE"] || undefined);
  if (named !== undefined) {
    const text = await readFile(named);
    if (text === undefined)
      throw failure("oci/bad-credentials-file", `credentials file ${named} does not exist`);
    return { path: named, config: parseDockerConfig(text, named) };
  }
  const folder = env["APPTAINER_CONFIGDIR"] || join(home, ".apptainer");
  for (const path of [join(folder, "docker-config.json"), join(home, ".docker", "config.json")]) {
    const text = await readFile(path);
    if (text !== undefined) return { path, config: parseDockerConfig(text, path) };
  }
  return undefined;
};
