/** Options about scripts, as the command line gives them, read once. */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
  type CacheMount,
  cacheMountOf,
  knownCacheMounts,
  type ScriptSettings,
  type Secret,
} from "@deftools/build";
import { Failure } from "@deftools/trouble";
import { readBinds } from "./bind-option.ts";
import type { Ports } from "./ports.ts";

/** Those of `defbuild`. */
export interface ScriptFlags {
  /** `SOURCE[:TARGET[:ro]]` */
  readonly bind?: readonly string[];
  readonly network?: "host" | "none";
  readonly timeout?: number;
  /** False with `--no-script-cache`; absent where scripts cannot be. */
  readonly scriptCache?: boolean;
  readonly refresh?: true;
  readonly maxAge?: number;
  readonly notest?: true;
  readonly allowHostScripts?: true;
  readonly debugShell?: true;
  /** `id=ID[,src=FILE|,env=NAME]` */
  readonly secret?: readonly string[];
  /** Package managers, and paths. */
  readonly cacheMount?: readonly string[];
  readonly nv?: true;
}

/** What they ask of all scripts. @throws Failure "defbuild/bad-option" */
export const scriptSettings = (
  { cwd, env }: Pick<Ports, "cwd" | "env">,
  flags: ScriptFlags,
): ScriptSettings => ({
  variables: lentVariables(env),
  proxies: proxyVariables(env),
  binds: readBinds(flags.bind ?? [], cwd),
  network: flags.network ?? "host",
  cache: cacheOf(flags),
  tests: flags.notest !== true,
  ...(flags.timeout !== undefined && { timeoutMs: flags.timeout }),
  ...(flags.maxAge !== undefined && { maxAgeMs: flags.maxAge }),
});

const cacheOf = ({ scriptCache, refresh }: ScriptFlags): ScriptSettings["cache"] => {
  if (scriptCache === false) return "off";
  return refresh === true ? "renew" : "use";
};

/** As the engine has them: `APPTAINERENV_NAME`, and the older `SINGULARITYENV_NAME`, are lent as `NAME`. */
const lentVariables = (env: Ports["env"]): Readonly<Record<string, string>> => {
  const lent = new Map<string, string>();
  for (const prefix of ["SINGULARITYENV_", "APPTAINERENV_"])
    for (const [name, value] of Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1)))
      if (name.startsWith(prefix) && /^[A-Za-z_]\w*$/.test(name.slice(prefix.length)) && value !== undefined)
        lent.set(name.slice(prefix.length), value);
  return Object.fromEntries(lent);
};

/** The only variables of this machine that scripts get without being asked for, as in the engine: no network without them. */
const proxyVariables = (env: Ports["env"]): Readonly<Record<string, string>> => {
  const names = ["http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy"];
  const both = names.flatMap((name) => [name, name.toUpperCase()]);
  return Object.fromEntries(both.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
};

/** What scripts may cache. @throws Failure "defbuild/bad-option" */
export const cacheMounts = ({ cacheMount = [] }: ScriptFlags): readonly CacheMount[] =>
  cacheMount
    .flatMap((words) => words.split(","))
    .map((id) => {
      const mount = cacheMountOf(id);
      if (mount !== undefined) return mount;
      throw badOption(
        `"${id}" is no cache mount`,
        `write an absolute path, or one of ${knownCacheMounts().join(", ")}`,
      );
    });

/**
 * Secrets, read: from a file, from a variable, or, where neither is named, from the variable of their own name or the file of it.
 * @throws Failure "defbuild/bad-option"
 */
export const readSecrets = async (
  { cwd, env }: Pick<Ports, "cwd" | "env">,
  { secret = [] }: ScriptFlags,
): Promise<readonly Secret[]> =>
  Promise.all(
    secret.map(async (words) => {
      const parts = new Map(words.split(",").map((part) => splitOnce(part)));
      const id = parts.get("id") ?? "";
      const file = parts.get("src") ?? parts.get("source");
      const known = [...parts.keys()].every((key) => ["id", "src", "source", "env", "type"].includes(key));
      if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(id) || !known)
        throw badOption(`"${words}" is no secret`, "write --secret id=NAME,src=FILE or id=NAME,env=VARIABLE");
      const variable = parts.get("env") ?? (file === undefined ? id : undefined);
      const value = variable === undefined ? undefined : env[variable];
      if (value !== undefined) return { id, value: Buffer.from(value) };
      if (file === undefined)
        throw badOption(`the variable ${variable} of the secret "${id}" is not set`, "set it");
      const bytes = await readFile(resolve(cwd, file)).catch((error: NodeJS.ErrnoException) => {
        throw badOption(`cannot read ${file} of the secret "${id}": ${error.code}`, "choose another file");
      });
      return { id, value: bytes };
    }),
  );

const splitOnce = (part: string): readonly [key: string, value: string] => {
  const at = part.indexOf("=");
  return at === -1 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
};

/** A way the program was called that cannot be understood. */
export const badOption = (message: string, hint: string): Failure =>
  new Failure("defbuild/bad-option", message, { hint });
