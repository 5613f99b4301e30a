/** What ShellCheck finds in recipes of the workspace that are not open: one after the other, each version once, for those who wait. */

import type { Finding } from "@deftools/lint";
import type { ShellCheck } from "@deftools/shellcheck";
import { analyze } from "../analysis.ts";
import type { RecipeFiles } from "../recipe-files.ts";

/** Whom it asks, and whom it tells. */
export interface FileCheckPorts {
  readonly read: RecipeFiles["read"];
  /** Absent where nobody wants it. */
  readonly shellCheck: () => Promise<ShellCheck | undefined>;
  readonly news: () => void;
  readonly broke: (error: unknown) => void;
}

interface Known {
  readonly stamp: string;
  readonly found: readonly Finding[];
}

/** One per client. */
export class FileChecks {
  readonly #ports: FileCheckPorts;
  readonly #known = new Map<string, Known>();
  /** Stamps by address, in the order of their turns. */
  readonly #waiting = new Map<string, string>();
  #work: AbortController | undefined;
  /** What broke it once would break it again. */
  #isBroken = false;

  constructor(ports: FileCheckPorts) {
    this.#ports = ports;
  }

  /** What was found in a version of a file. If nobody has looked, that is done when its turn comes. */
  found(uri: string, stamp: string): readonly Finding[] | undefined {
    const known = this.#known.get(uri);
    if (known?.stamp === stamp) return known.found;
    if (this.#isBroken) return undefined;
    if (known || this.#known.size + this.#waiting.size < MOST_FILES) {
      this.#waiting.set(uri, stamp);
      if (!this.#work) void this.#start();
    }
    return undefined;
  }

  /** Forgets everything: other settings hold. */
  reset(): void {
    this.#work?.abort();
    this.#work = undefined;
    this.#isBroken = false;
    this.#known.clear();
    this.#waiting.clear();
  }

  async #start(): Promise<void> {
    const work = new AbortController();
    this.#work = work;
    try {
      await this.#look(work.signal);
    } catch (error) {
      if (work.signal.aborted) return;
      this.#isBroken = true;
      this.#ports.broke(error);
    } finally {
      if (this.#work === work) {
        this.#work = undefined;
        this.#waiting.clear();
      }
    }
  }

  async #look(signal: AbortSignal): Promise<void> {
    const shellCheck = await this.#ports.shellCheck();
    if (!shellCheck) return;
    let looked = 0;
    for (const [uri, stamp] of this.#waiting) {
      const text = await this.#ports.read(uri);
      const found = text === undefined ? [] : await shellCheck.findingsIn(analyze(text).recipe, signal);
      if (signal.aborted) return;
      this.#waiting.delete(uri);
      this.#known.set(uri, { stamp, found });
      if (++looked % TOLD_AT_ONCE === 0) this.#ports.news();
    }
    this.#ports.news();
  }
}

const MOST_FILES = 200;
/** Whoever is told looks through all folders again. */
const TOLD_AT_ONCE = 20;
