/** The powers of this machine, as a build wants them: the one place where they are wired together. */

import { randomUUID } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type BuildPorts, nodeHostFiles, packFolder, type RecipeLogin, type Tell } from "@deftools/build";
import {
  createRegistryClient,
  findCredentials,
  findEndpoints,
  type HttpsPolicy,
  libraryServer,
  proxiesOf,
  runHelper,
} from "@deftools/oci";
import { thisMachine } from "@deftools/sandbox";
import { createCompressor } from "@deftools/squashfs";
import { Failure } from "@deftools/trouble";
import manifest from "../package.json" with { type: "json" };
import { askedLogin } from "./asked-login.ts";
import type { BuildFlags } from "./build-flags.ts";
import { removeTrees, shrinkCache } from "./cache.ts";
import { cacheFolder } from "./cache-folder.ts";
import { fetchSif, openImage } from "./image-sources.ts";
import { nvidiaBinds } from "./nvidia.ts";
import type { Ports } from "./ports.ts";
import { cacheMounts, readSecrets, type ScriptFlags, scriptSettings } from "./script-options.ts";
import { scriptPowers } from "./script-powers.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";
import { readText } from "./text-file.ts";

/** What the command line says about them. */
export interface MachineOptions {
  readonly https: HttpsPolicy;
  readonly authFile?: string;
  /** A file of certificates (PEM) that vouch for registries. */
  readonly caFile?: string;
  /** Where images of `library://` are. */
  readonly library?: string;
  /** Keep nothing between builds. */
  readonly disableCache: boolean;
  readonly temporaryFolder?: string;
  /** Ask for the login to a registry that wants one. */
  readonly askLogin: boolean;
  /** In bytes. */
  readonly cacheLimit?: number;
  /** How many blocks are compressed at once; default: the processors of this machine. */
  readonly workers?: number;
  /** Tell of every request. */
  readonly debug: boolean;
  /** What the recipe brings along. */
  readonly logins?: readonly RecipeLogin[];
  readonly scripts: ScriptFlags;
  /** The path of the recipe, where there is one. */
  readonly recipe?: string;
  /** Called before somebody else writes to the terminal. */
  readonly endProgress?: () => void;
}

/** A build's ports, and what must be ended with it. */
export interface Machine {
  readonly build: BuildPorts;
  /** Where layers are kept while this build runs. */
  readonly packFolder: string;
  /** Removes from the cache what is old, where there is a limit. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

/** What the options of a build say about them. */
export const machineOptions = ({ cwd }: Ports, flags: BuildFlags): MachineOptions => ({
  https: flags.https ? "auto" : "off",
  disableCache: flags.disableCache === true,
  askLogin: flags.dockerLogin === true,
  debug: flags.debug === true,
  scripts: flags,
  ...(flags.authfile !== undefined && { authFile: flags.authfile }),
  ...(flags.library !== undefined && { library: flags.library }),
  ...(flags.ca !== undefined && { caFile: flags.ca }),
  ...(flags.tmpdir !== undefined && { temporaryFolder: resolve(cwd, flags.tmpdir) }),
  ...(flags.maxSize !== undefined && { cacheLimit: flags.maxSize }),
  ...(flags.jobs !== undefined && { workers: flags.jobs }),
});

/** Opens them. Close the machine when the build is over, however it ended. */
export const openMachine = async (ports: Ports, options: MachineOptions, tell: Tell): Promise<Machine> => {
  const { env, home, cwd } = ports;
  const ca = options.caFile === undefined ? undefined : await readGiven(resolve(cwd, options.caFile));
  const userAgent = `defbuild/${manifest.version}`;
  const readFile = (path: string): Promise<string | undefined> => readText(resolve(cwd, path));
  const proxy = proxiesOf(env);
  const client = createRegistryClient({
    https: options.https,
    credentials: options.askLogin
      ? askedLogin(ports)
      : findCredentials({
          env,
          home,
          readFile,
          runHelper,
          brought: (registry) => options.logins?.find((login) => login.registry === registry)?.credentials,
          ...(options.authFile !== undefined && { authFile: options.authFile }),
        }),
    endpoints: findEndpoints({ env, home, readFile, readFolder: namesIn }),
    userAgent,
    ...(proxy && { proxy }),
    ...(ca !== undefined && { ca }),
    ...(options.debug && { trace: (message) => tell({ kind: "request", message }) }),
  });
  const temporary = lazyFolder(() => makeTemporaryFolder(options.temporaryFolder ?? ports.temporaryFolder));
  const cache = options.disableCache ? await temporary.path() : resolve(cwd, cacheFolder(ports));
  const packs = join(cache, "packs");
  const locate = (path: string): string => resolve(cwd, path);
  const temporaryFile = async (): Promise<string> => join(await temporary.path(), randomUUID());
  const library = (named: string | undefined) =>
    libraryServer(
      { env, home, readFile, ...(options.library !== undefined && { library: options.library }) },
      named,
    );
  const settings = scriptSettings(ports, options.scripts);
  const nvidia = options.scripts.nv ? await nvidiaBinds(thisMachine(env)) : [];
  if (options.scripts.nv && nvidia.length === 0)
    tell({ kind: "warning", message: "no NVIDIA driver was found on this machine for --nv" });
  const sources = { client, library, userAgent, env, locate, temporaryFile, tell };
  return {
    packFolder: packs,
    build: {
      openImage: (base, platform, signal) => openImage(sources, base, platform, signal),
      fetchSif: (base, platform, signal) =>
        fetchSif(sources, base, platform, { folder: join(cache, "sifs"), signal }),
      download: async function* (url, signal) {
        const answer = await client.getUrl({
          url: addressOf(url),
          subject: url,
          missingHint: "correct the address in the recipe",
          loginHint: "an address that wants a login cannot be used here: fetch the file yourself",
          ...(signal && { signal }),
        });
        yield* answer.body;
      },
      locate,
      isRoot: ports.isRoot,
      createCompressor: (compression) =>
        createCompressor({
          ...compression,
          ...(options.workers !== undefined && { workers: options.workers }),
        }),
      host: nodeHostFiles(cwd),
      packs: packFolder(packs),
      tell,
      builder: { name: "defbuild", version: manifest.version },
      scripts: scriptPowers(
        ports,
        {
          cache,
          work: options.temporaryFolder,
          logs: options.disableCache ? `${cache}-logs` : join(cache, "logs"),
          keepsLogs: !options.disableCache,
        },
        {
          settings: { ...settings, binds: [...nvidia, ...settings.binds] },
          recipe: options.recipe ?? "",
          secrets: await readSecrets(ports, options.scripts),
          cacheMounts: cacheMounts(options.scripts),
          ...(options.scripts.debugShell && { beforeShell: options.endProgress }),
        },
      ),
    },
    tidy: async () => {
      if (options.cacheLimit !== undefined && !options.disableCache)
        await shrinkCache(thisMachine(env), cache, options.cacheLimit);
    },
    close: async () => {
      await client.close();
      if (options.disableCache) await removeTrees(thisMachine(env), cache);
      await temporary.remove();
    },
  };
};

/** A folder that is made when it is first asked for. */
const lazyFolder = (make: () => Promise<string>) => {
  let made: Promise<string> | undefined;
  return {
    path: (): Promise<string> => {
      made ??= make();
      return made;
    },
    remove: async (): Promise<void> => {
      if (made !== undefined) await rm(await made, { recursive: true, force: true });
    },
  };
};

const namesIn = (folder: string): Promise<readonly string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw new Failure("bytes/cannot-read", `cannot read ${folder}: ${error.code}`, { cause: error });
  });

const addressOf = (text: string): URL => {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new Failure("defbuild/bad-source", `"${text}" is no address of a file`, {
    hint: "write it as https://host/path",
  });
};

const readGiven = async (path: string): Promise<string> => {
  const text = await readText(path);
  if (text === undefined) throw new Failure("bytes/cannot-read", `cannot read ${path}: no such file`);
  return text;
};
