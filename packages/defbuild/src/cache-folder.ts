/** Where layers are kept between builds (XDG Base Directory Specification 0.8). */

import { join } from "node:path";
import type { Ports } from "./ports.ts";

/** `$DEFBUILD_CACHEDIR`, else `$XDG_CACHE_HOME/defbuild`, else `~/.cache/defbuild`. */
export const cacheFolder = ({ env, home }: Pick<Ports, "env" | "home">): string => {
  const { DEFBUILD_CACHEDIR: own, XDG_CACHE_HOME: shared } = env;
  if (own) return own;
  return join(shared?.startsWith("/") ? shared : join(home, ".cache"), "defbuild");
};
