/**
 * Findings of texts that were linted before. They depend on the text, on what is configured, and on the programs that looked, and on
 * nothing else: no rule knows the name of a file, or what lies beside it.
 */

import type { Effective, Finding } from "@deftools/lint";
import type { ResultCache } from "./result-cache.ts";

export interface FindingsCache {
  readonly get: (effective: Effective, text: string) => Promise<readonly Finding[] | undefined>;
  readonly put: (effective: Effective, text: string, findings: readonly Finding[]) => Promise<void>;
}

/** `looked` says which programs look, and how, so that others do not get their answers. */
export const findingsCache = (cache: ResultCache, looked: readonly string[]): FindingsCache => {
  const settings = new WeakMap<Effective, string>();
  const keyOf = (effective: Effective, text: string): readonly string[] => {
    const known = settings.get(effective) ?? textOf(effective);
    settings.set(effective, known);
    return ["findings", ...looked, known, text];
  };
  return {
    get: async (effective, text) => {
      const kept = await cache.get(keyOf(effective, text));
      // the same program wrote it, as the key says, and its checksum was right
      return kept === undefined ? undefined : (JSON.parse(kept) as readonly Finding[]);
    },
    put: (effective, text, findings) => cache.put(keyOf(effective, text), JSON.stringify(findings)),
  };
};

const textOf = ({ rules, settings: { severities, options, site }, foreignLevels }: Effective): string =>
  JSON.stringify([
    rules.map(({ code }) => code),
    [...(severities ?? [])],
    [...(options ?? [])],
    site,
    [...foreignLevels],
  ]);
