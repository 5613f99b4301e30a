/** The proxies of this machine, from the variables that curl, Go and everybody read. */

import { failure } from "./failure.ts";

/** Names of this machine never go through a proxy. */
export interface Proxies {
  /** For addresses of plain http. */
  readonly http?: string;
  readonly https?: string;
  /** Hosts that are reached directly, as in `no_proxy`. */
  readonly except?: string;
}

/**
 * Reads `http_proxy`, `https_proxy` and `no_proxy`, in lower case first; undefined when there is none.
 * @throws Failure "oci/bad-proxy" when a value is no address
 */
export const proxiesOf = (env: Readonly<Record<string, string | undefined>>): Proxies | undefined => {
  const http = addressOf(env, "http_proxy");
  const https = addressOf(env, "https_proxy");
  if (http === undefined && https === undefined) return undefined;
  const except = env["no_proxy"] || env["NO_PROXY"];
  return {
    ...(http !== undefined && { http }),
    ...(https !== undefined && { https }),
    ...(except && { except }),
  };
};

/** The address in full; `proxy.site:3128` is one of plain http. A value may hold a password, so it is never quoted. */
const addressOf = (env: Readonly<Record<string, string | undefined>>, name: string): string | undefined => {
  const value = env[name] || env[name.toUpperCase()];
  if (!value) return undefined;
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`);
  if (!url || !/^https?:$/.test(url.protocol))
    throw failure("oci/bad-proxy", `variable ${name} is no address of an http proxy`, {
      hint: `write it like ${name}=http://proxy.example:3128`,
    });
  return url.href;
};
