/**
 * What has a say about open documents without being in them: settings, configuration files, ShellCheck. Settles which rules hold before
 * anything is told about a document, and brings in what ShellCheck finds when it comes.
 */

import { engine as engineOf } from "@deftools/grammar";
import type { ConfigurationLayer, Effective } from "@deftools/lint";
import { atLevels, defaultSite, resolveConfiguration } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import type { ShellCheck } from "@deftools/shellcheck";
import { isFailure } from "@deftools/trouble";
import type { Powers } from "../powers.ts";
import type { Session } from "../session.ts";
import { readSettings, type Settings } from "../settings.ts";
import type { ShellServerProgram } from "../shell-server-program.ts";

/** Who is told what. */
export interface Listener {
  /** There is something new to say about a document. */
  readonly changed: (uri: string) => void;
  /** Something is wrong outside of documents; said once. */
  readonly warn: (message: string) => void;
  /** A mistake of ours, for the log. */
  readonly broke: (error: unknown) => void;
  /** What surrounds documents is other than before. */
  readonly settled: (status: Status) => void;
}

/** What a client may show its user beside the text. */
export interface Status {
  /** The engine that builds, where no configuration file says another. */
  readonly engine: string;
  /** The version of ShellCheck, where it is found and wanted. */
  readonly shellCheck?: string;
  /** The path of `bash-language-server`, likewise. */
  readonly shellServer?: string;
}

/** One per client. */
export class Surroundings {
  readonly #powers: Powers;
  readonly #session: Session;
  readonly #listener: Listener;
  #settings: Settings;
  #configuration: ReturnType<Powers["configuration"]>;
  #shellCheck: Promise<ShellCheck | undefined> = Promise.resolve(undefined);
  #shellServer: Promise<ShellServerProgram | undefined> = Promise.resolve(undefined);
  /** By what was found: documents that share configuration share judging. */
  #effective = new Map<unknown, Effective>();
  readonly #ready = new Map<string, Promise<Effective>>();
  readonly #asking = new Map<string, AbortController>();
  readonly #warned = new Set<string>();

  /** `initial` are the settings that hold until the client says more. */
  constructor(powers: Powers, session: Session, listener: Listener, initial: unknown) {
    this.#powers = powers;
    this.#session = session;
    this.#listener = listener;
    this.#settings = readSettings(initial);
    this.#configuration = this.#finder();
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** ShellCheck for files that are not open, where it is found and wanted for them. */
  quietShellCheck(): Promise<ShellCheck | undefined> {
    const { shellCheck, shellCheckPath, shellCheckWorkspace } = this.#settings;
    const isWanted = shellCheck && shellCheckWorkspace;
    return isWanted ? this.#powers.shellCheck(shellCheckPath, "quiet") : Promise.resolve(undefined);
  }

  /** `bash-language-server`, where it is found and wanted. */
  get shellServer(): Promise<ShellServerProgram | undefined> {
    return this.#shellServer;
  }

  /** Takes the user's settings, as the client sends them; absent where it has nothing to say, and those before hold. */
  async set(given: unknown): Promise<void> {
    if (given !== undefined) this.#settings = readSettings(given);
    const { shellCheck, shellCheckPath, shellServer, shellServerPath } = this.#settings;
    this.#shellCheck = shellCheck
      ? this.#powers.shellCheck(shellCheckPath, "quick")
      : Promise.resolve(undefined);
    this.#shellServer = shellServer ? this.#powers.shellServer(shellServerPath) : Promise.resolve(undefined);
    await this.refresh();
    const [found, server] = await Promise.all([this.#shellCheck, this.#shellServer]);
    const engine = engineOf(this.#settings.engine ?? defaultSite.engine)?.title ?? "";
    this.#listener.settled({
      engine,
      ...(found && { shellCheck: found.version }),
      ...(server && { shellServer: server.path }),
    });
  }

  /** Reads configuration files anew, for all open documents. */
  async refresh(): Promise<void> {
    this.#configuration = this.#finder();
    this.#effective = new Map();
    this.#warned.clear();
    // all at once, so that whoever asks meanwhile waits for what holds from now on
    const again = [...this.#ready.keys()].map(async (uri) => {
      if (await this.#judge(uri)) this.#listener.changed(uri);
      if (this.#ready.has(uri)) this.typed(uri);
    });
    await Promise.all(again);
  }

  /** Settles what holds for a document; resolved when it does. Nothing is told before, so it is no news. */
  async opened(uri: string): Promise<void> {
    await this.#judge(uri);
    if (this.#session.get(uri)) this.typed(uri);
  }

  /** Resolved when it is settled what holds for a document. */
  async ready(uri: string): Promise<void> {
    await this.#ready.get(uri);
  }

  /** What holds for a file that is not open. */
  async judging(uri: string): Promise<Effective> {
    return this.#settle(uri);
  }

  /** Asks ShellCheck about a document, once nobody has typed for a moment. */
  typed(uri: string): void {
    this.#asking.get(uri)?.abort();
    const stop = new AbortController();
    this.#asking.set(uri, stop);
    setTimeout(() => {
      if (!stop.signal.aborted) void this.#ask(uri, stop.signal);
    }, PAUSE_MS);
  }

  closed(uri: string): void {
    this.#asking.get(uri)?.abort();
    this.#asking.delete(uri);
    this.#ready.delete(uri);
  }

  /** Whether other rules than before look at it. */
  async #judge(uri: string): Promise<boolean> {
    const settling = this.#settle(uri);
    this.#ready.set(uri, settling);
    return this.#session.judge(uri, await settling);
  }

  async #ask(uri: string, signal: AbortSignal): Promise<void> {
    try {
      const [shellCheck, effective] = await Promise.all([this.#shellCheck, this.#ready.get(uri)]);
      const analysis = this.#session.get(uri)?.analysis;
      if (!analysis || signal.aborted) return;
      const found = await shellCheck?.findingsIn(analysis.recipe, signal);
      const leveled = found && atLevels(found, effective?.foreignLevels ?? new Map());
      if (this.#session.hear(uri, analysis.text, leveled)) this.#listener.changed(uri);
    } catch (error) {
      if (!signal.aborted) this.warn(error);
    }
  }

  async #settle(uri: string): Promise<Effective> {
    try {
      const found = await this.#configuration(uri);
      const known = this.#effective.get(found);
      if (known) return known;
      const layers = [this.#own(), ...(found?.layers ?? [])];
      const effective = resolveConfiguration(layers, [...rules, ...(found?.rules ?? [])]);
      this.#effective.set(found, effective);
      return effective;
    } catch (error) {
      this.warn(error);
      return resolveConfiguration([this.#own()], rules);
    }
  }

  #finder(): ReturnType<Powers["configuration"]> {
    const { configurationFile, plugins } = this.#settings;
    return this.#powers.configuration({ only: configurationFile, plugins });
  }

  #own(): ConfigurationLayer {
    const { profile, engine } = this.#settings;
    return { source: "settings", configuration: { ...(profile && { profile }), ...(engine && { engine }) } };
  }

  /** Trouble of the world is for the user; anything else is ours. */
  warn(error: unknown): void {
    if (!isFailure(error)) {
      this.#listener.broke(error);
      return;
    }
    const message = error.hint === undefined ? error.message : `${error.message} (${error.hint})`;
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    this.#listener.warn(message);
  }
}

/** Between two keystrokes of somebody who types. */
const PAUSE_MS = 100;
