/** Options about scripts, as the command line gives them, read once. */

import { resolve } from "node:path";
import type { ScriptSettings } from "@deftools/build";
import { Failure } from "@deftools/trouble";
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
}

/** What they ask of all scripts. @throws Failure "defbuild/bad-option" */
export const scriptSettings = (
  { cwd, env }: Pick<Ports, "cwd" | "env">,
  flags: ScriptFlags,
): ScriptSettings => ({
  variables: lentVariables(env),
  proxies: proxyVariables(env),
  binds: (flags.bind ?? []).flatMap((words) => words.split(",")).map((word) => bindOf(word, cwd)),
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

const bindOf = (word: string, cwd: string): ScriptSettings["binds"][number] => {
  const [source = "", target = "", options = "", ...more] = word.split(":");
  if (source === "" || more.length > 0 || !["", "ro", "rw"].includes(options))
    throw badOption(`"${word}" is no bind`, "write --bind SOURCE[:TARGET[:ro]]");
  const place = target === "" ? resolve(cwd, source) : target;
  if (!place.startsWith("/")) throw badOption(`"${place}" is not absolute`, "a target starts with /");
  return { source: resolve(cwd, source), target: place, ...(options === "ro" && { readOnly: true }) };
};

/** A way the program was called that cannot be understood. */
export const badOption = (message: string, hint: string): Failure =>
  new Failure("defbuild/bad-option", message, { hint });
