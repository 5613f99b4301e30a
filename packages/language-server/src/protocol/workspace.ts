/**
 * The recipes of the client's folders, open or not. Remembers which version of a file was looked at by which rules, not the file: what
 * has not changed since is not read again.
 */

import { atLevels, type Effective, type Finding } from "@deftools/lint";
import type { WorkspaceFolder, WorkspaceFoldersChangeEvent } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Analysis, analyze } from "../analysis.ts";
import type { Powers } from "../powers.ts";
import type { RecipeFile } from "../recipe-files.ts";
import type { FileChecks } from "./file-checks.ts";
import { type Gist, gistOf } from "./gist.ts";

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
  readonly judging: Effective;
  readonly foreign: readonly Finding[] | undefined;
  readonly resultId: string;
}

interface KeptGist {
  readonly stamp: string;
  readonly gist: Promise<Gist | undefined>;
}

/** One per client. */
export class Workspace {
  readonly #files: Powers["recipes"];
  readonly #judge: (uri: string) => Promise<Effective>;
  readonly #checks: FileChecks;
  readonly #folders: Set<string>;
  #seen = new Map<string, Seen>();
  readonly #gists = new Map<string, KeptGist>();
  #listing: Promise<readonly RecipeFile[]> | undefined;
  #looks = 0;
  #stirred = Promise.withResolvers<void>();

  constructor(
    files: Powers["recipes"],
    judge: (uri: string) => Promise<Effective>,
    checks: FileChecks,
    folders: readonly WorkspaceFolder[],
  ) {
    this.#files = files;
    this.#judge = judge;
    this.#checks = checks;
    this.#folders = new Set(folders.map(({ uri }) => uri));
  }

  /** The addresses of the client's folders. */
  get folders(): readonly string[] {
    return [...this.#folders];
  }

  /** Folders come and go. */
  change({ added, removed }: WorkspaceFoldersChangeEvent): void {
    for (const { uri } of removed) this.#folders.delete(uri);
    for (const { uri } of added) this.#folders.add(uri);
    this.stir();
  }

  /** Other settings hold than before. */
  startOver(): void {
    this.#checks.reset();
    this.stir();
  }

  /** Something may be other than before: whoever waits for that looks again. */
  stir(): void {
    this.#listing = undefined;
    this.#stirred.resolve();
    this.#stirred = Promise.withResolvers();
  }

  /** Resolved when something may be other than now. */
  get stirred(): Promise<void> {
    return this.#stirred.promise;
  }

  /** The files that may be recipes. */
  async recipes(signal: AbortSignal): Promise<readonly KnownRecipe[]> {
    const seen = new Map<string, Seen>();
    const found: KnownRecipe[] = [];
    for (const { uri, stamp } of await this.#all(signal)) {
      if (signal.aborted) break;
      const judging = await this.#judge(uri);
      const before = this.#seen.get(uri);
      const foreign = this.#checks.found(uri, stamp);
      const isSame = before?.stamp === stamp && before.judging === judging && before.foreign === foreign;
      const now = isSame ? before : { stamp, judging, foreign, resultId: `file-${++this.#looks}` };
      seen.set(uri, now);
      const look = async () => {
        const text = await this.#files.read(uri);
        const leveled = foreign && atLevels(foreign, judging.foreignLevels);
        return text === undefined ? undefined : analyze(text, { judging, foreign: leveled });
      };
      found.push({ uri, resultId: now.resultId, look });
    }
    if (!signal.aborted) this.#seen = seen;
    return found;
  }

  /** All of them in short, as far as they could be read before `signal`; what has not changed is not read again. */
  async gists(signal: AbortSignal): Promise<readonly Gist[]> {
    const files = await this.#all(signal);
    const found: Gist[] = [];
    for (const { uri, stamp } of files) {
      if (signal.aborted) break;
      const before = this.#gists.get(uri);
      const now = before?.stamp === stamp ? before : { stamp, gist: this.#gist(uri) };
      this.#gists.set(uri, now);
      const gist = await now.gist;
      if (gist) found.push(gist);
    }
    if (signal.aborted) return found;
    const there = new Set(files.map(({ uri }) => uri));
    for (const uri of this.#gists.keys()) if (!there.has(uri)) this.#gists.delete(uri);
    return found;
  }

  async #gist(uri: string): Promise<Gist | undefined> {
    const text = await this.#files.read(uri);
    return text === undefined ? undefined : gistOf(analyze(text), TextDocument.create(uri, "", 0, text));
  }

  /** Those that ask while somebody looks look together; who is taken back waits no longer. */
  async #all(signal: AbortSignal): Promise<readonly RecipeFile[]> {
    const { promise: taken, resolve: take } = Promise.withResolvers<readonly RecipeFile[]>();
    if (signal.aborted) return [];
    signal.addEventListener("abort", () => take([]), { once: true });
    this.#listing ??= this.#startListing();
    return Promise.race([this.#listing, taken]);
  }

  #startListing(): Promise<readonly RecipeFile[]> {
    const listing = this.#list();
    const end = () => {
      if (this.#listing === listing) this.#listing = undefined;
    };
    listing.then(end, end);
    return listing;
  }

  /** Each once, though folders may lie in each other. */
  async #list(): Promise<readonly RecipeFile[]> {
    const found = new Map<string, RecipeFile>();
    const signal = AbortSignal.timeout(LONGEST_MS);
    for (const folder of this.#folders)
      for (const file of await this.#files.in(folder, signal)) found.set(file.uri, file);
    return [...found.values()];
  }
}

/** A disk that takes longer is far away; what was found by then is told. */
const LONGEST_MS = 60_000;

/** One name for the addresses of a file: clients differ in which letters they encode. */
export const sameFile = (uri: string): string => {
  try {
    return decodeURIComponent(uri);
  } catch (error) {
    if (error instanceof URIError) return uri;
    throw error;
  }
};
