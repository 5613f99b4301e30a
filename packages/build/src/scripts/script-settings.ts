/** What the user asks of all scripts of a build, beside what the recipe says. */

import type { Bind } from "@deftools/sandbox";

/** As data: all of it decides over results, but for what is named otherwise. */
export interface ScriptSettings {
  /** More variables, by name. */
  readonly variables: Readonly<Record<string, string>>;
  /** Variables without which the network cannot be reached from here. They do not count for results. */
  readonly proxies: Readonly<Record<string, string>>;
  readonly binds: readonly Bind[];
  readonly network: "host" | "none";
  /** For each script; absent: none. Does not count. */
  readonly timeoutMs?: number;
  /** Whether results are looked for, and kept. */
  readonly cache: "use" | "renew" | "off";
  /** Results older than this are made anew. */
  readonly maxAgeMs?: number;
  /** Whether `%test` runs. */
  readonly tests: boolean;
}

/** Nothing is asked. */
export const usualSettings: ScriptSettings = {
  variables: {},
  proxies: {},
  binds: [],
  network: "host",
  cache: "use",
  tests: true,
};
