/**
 * The recipes of the client's folders, open or not. Remembers which version of a file was looked at by which rules, not the file: what
 * has not changed since is not read again.
 */

import type { WorkspaceFolder, WorkspaceFoldersChangeEvent } from "vscode-languageserver";
import { type Analysis, analyze } from "../analysis.ts";
import { basesOf, type NamedBase } from "../features/completion/image-names.ts";
import type { Judging } from "../judging.ts";
import type { Powers } from "../powers.ts";

/** One file as it was looked at. */
export interface KnownRecipe {
  readonly uri: string;
  /** Equal as long as the file and the rules are. */
  readonly resultId: string;
  /** Reads and analyzes it anew; absent when it is no recipe (any more). */
  readonly look: () => Promise<Analysis | undefined>;
}

interface Seen {
  readonly stamp: string;
  readonly judging: Judging;
  readonly resultId: string;
}

/** One per client. */
export class Workspace {
  readonly #files: Powers["recipes"];
  readonly #judge: (uri: string) => Promise<Judging>;
  readonly #folders: Set<string>;
  #seen = new Map<string, Seen>();
  #bases: ReadonlyMap<string, readonly NamedBase[]> = new Map();
  #looks = 0;
  #stirred = Promise.withResolvers<void>();

  constructor(
    files: Powers["recipes"],
    judge: (uri: string) => Promise<Judging>,
    folders: readonly WorkspaceFolder[],
  ) {
    this.#files = files;
    this.#judge = judge;
    this.#folders = new Set(folders.map(({ uri }) => uri));
  }

  /** Folders come and go. */
  change({ added, removed }: WorkspaceFoldersChangeEvent): void {
    for (const { uri } of removed) this.#folders.delete(uri);
    for (const { uri } of added) this.#folders.add(uri);
    this.stir();
  }

  /** Something may be other than before: whoever waits for that looks again. */
  stir(): void {
    this.#stirred.resolve();
    this.#stirred = Promise.withResolvers();
  }

  /** Resolved when something may be other than now. */
  get stirred(): Promise<void> {
    return this.#stirred.promise;
  }

  /** The files that may be recipes, each once though folders may lie in each other. */
  async recipes(signal: AbortSignal): Promise<readonly KnownRecipe[]> {
    const seen = new Map<string, Seen>();
    const found: KnownRecipe[] = [];
    for (const folder of this.#folders)
      for (const { uri, stamp } of await this.#files.in(folder, signal)) {
        if (seen.has(uri) || signal.aborted) continue;
        const judging = await this.#judge(uri);
        const before = this.#seen.get(uri);
        const same = before?.stamp === stamp && before.judging === judging ? before : undefined;
        const now = same ?? { stamp, judging, resultId: `file-${++this.#looks}` };
        seen.set(uri, now);
        const look = async () => {
          const text = await this.#files.read(uri);
          return text === undefined ? undefined : analyze(text, { judging });
        };
        found.push({ uri, resultId: now.resultId, look });
      }
    if (!signal.aborted) this.#seen = seen;
    return found;
  }

  /** What all of them build on, as far as it could be read. */
  async bases(): Promise<readonly NamedBase[]> {
    const bases = new Map<string, readonly NamedBase[]>();
    for (const { resultId, look } of await this.recipes(AbortSignal.timeout(LONGEST_MS))) {
      const known = this.#bases.get(resultId);
      const analysis = known ? undefined : await look();
      bases.set(resultId, known ?? (analysis ? basesOf(analysis.recipe) : []));
    }
    this.#bases = bases;
    return [...bases.values()].flat();
  }
}

/** Nobody waits that long, but the next question finds the answer. */
const LONGEST_MS = 30_000;

/** One name for the addresses of a file: clients differ in which letters they encode. */
export const sameFile = (uri: string): string => {
  try {
    return decodeURIComponent(uri);
  } catch (error) {
    if (error instanceof URIError) return uri;
    throw error;
  }
};
