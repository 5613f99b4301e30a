/** Answers that were expensive, by the hash of all they depend on, in the user's cache folder. */

import { createHash } from "node:crypto";
import { join } from "node:path";
import type { AnswerCache } from "@deftools/shellcheck";
import type { Ports } from "./ports.ts";

/** An answer of ShellCheck about the longest recipe has less. */
const MAX_BYTES = 16 * 1024 * 1024;

/** `$XDG_CACHE_HOME/deflint`, else `~/.cache/deflint` (XDG Base Directory Specification); nothing is kept without either. */
export const resultCache = (ports: Ports, { enabled }: { readonly enabled: boolean }): AnswerCache => {
  const { XDG_CACHE_HOME: cache = "", HOME: home = "" } = ports.env;
  const base = cache.startsWith("/") ? cache : home === "" ? "" : join(home, ".cache");
  if (!enabled || base === "") return { get: async () => undefined, put: async () => {} };
  const pathOf = (parts: readonly string[]): string => {
    const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
    return join(base, "deflint", hash.slice(0, 2), hash.slice(2));
  };
  return {
    get: async (parts) => {
      try {
        const bytes = await ports.readFile(pathOf(parts), MAX_BYTES);
        return bytes.length <= MAX_BYTES ? new TextDecoder().decode(bytes) : undefined;
      } catch {
        return undefined;
      }
    },
    put: async (parts, answer) => {
      try {
        await ports.writeFile(pathOf(parts), answer);
      } catch {
        // a read-only home is no reason to fail: the answer is at hand
      }
    },
  };
};
