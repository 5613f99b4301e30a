/** What registries and libraries say of images, kept for a while; silent where nobody answers. No login is ever sent: what is public is enough. */

import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import type { ImageReference } from "@deftools/reference";
import { dockerHub, formatReference } from "@deftools/reference";
import { isFailure } from "@deftools/trouble";
import type { TaggedImage } from "./features/completion/image-tags.ts";
import type { ImageFacts } from "./features/outside.ts";
import { orNothing } from "./or-nothing.ts";

/** Asks registries. Absent answers mean that there is none to be had. */
export interface RegistryImages {
  readonly tags: (image: TaggedImage) => Promise<readonly string[] | undefined>;
  readonly facts: (reference: ImageReference) => Promise<ImageFacts | undefined>;
  /** What is known of an image by now, without asking anybody. */
  readonly known: (reference: ImageReference) => ImageFacts | undefined;
  /** The repositories of a registry that tells them; of Docker Hub, those of a namespace. */
  readonly repositories: (registry: string, namespace?: string) => Promise<readonly string[] | undefined>;
}

/** Registries over the network of this machine. Time, and where Docker Hub is, are for tests. */
export const registryImages = (
  userAgent: string,
  { now = Date.now, hub }: { readonly now?: () => number; readonly hub?: URL } = {},
): RegistryImages => {
  // most sessions never ask
  const client = once(async () => {
    const oci = await import("@deftools/oci");
    const proxy = oci.proxiesOf(process.env);
    const made = oci.createRegistryClient({
      credentials: async () => undefined,
      userAgent,
      ...(proxy && { proxy }),
      timeouts: { connectMs: 3_000, answerMs: 10_000, stallMs: 10_000 },
    });
    return { oci, made };
  });
  const tags = kept<readonly string[]>(now);
  const facts = kept<ImageFacts>(now);
  const repositories = kept<readonly string[]>(now);
  const tagsOfRegistry = ({ tag: _tag, digest: _digest, ...repository }: ImageReference) =>
    tags.ask(formatReference(repository), async () => {
      const { oci, made } = await client();
      return oci.listTags(made, repository, AbortSignal.timeout(LONGEST_MS));
    });
  const tagsOfLibrary = (name: string, server: string | undefined) =>
    tags.ask(`library ${server ?? ""} ${name}`, async () => {
      const { oci, made } = await client();
      const parsed = oci.parseLibraryReference(name);
      if ("problem" in parsed) return [];
      const { reference } = parsed;
      const ports = { env: process.env, home: homedir(), readFile: textOf };
      const { kind, url } = await oci.libraryServer(ports, reference.host ?? server);
      return oci.listLibraryTags(made, { kind, url }, reference, AbortSignal.timeout(LONGEST_MS));
    });
  return {
    tags: (image) =>
      image.kind === "registry" ? tagsOfRegistry(image.reference) : tagsOfLibrary(image.name, image.server),
    facts: (reference) =>
      facts.ask(formatReference(reference), async () => {
        const { oci, made } = await client();
        const platform = oci.hostPlatform(process.arch);
        return oci.describeImage(made, reference, { platform, signal: AbortSignal.timeout(LONGEST_MS) });
      }),
    known: (reference) => facts.known(formatReference(reference)),
    repositories: (registry, namespace = "") =>
      repositories.ask(registry === dockerHub ? `${registry}/${namespace}` : registry, async () => {
        const { oci, made } = await client();
        const signal = AbortSignal.timeout(LONGEST_MS);
        if (registry !== dockerHub) return oci.listRepositories(made, registry, signal);
        return namespace === ""
          ? []
          : oci.listHubRepositories(made, namespace, { signal, ...(hub && { hub }) });
      }),
  };
};

/** A configuration that is not there, or not to be read, says nothing. */
const textOf = (path: string): Promise<string | undefined> => orNothing(readFile(path, "utf8"));

/** Nobody waits that long, but the next question finds the answer. */
const LONGEST_MS = 30_000;
/** What was answered holds for a while; that nobody answered, for a moment. */
const HOLDS_MS = 10 * 60_000;
const RESTS_MS = 60_000;
const MOST = 200;

interface Kept<Value> {
  readonly value: Promise<Value | undefined>;
  /** Once it is there. */
  settled?: Value;
  until: number;
}

const kept = <Value>(now: () => number) => {
  const known = new Map<string, Kept<Value>>();
  const askOnce = (key: string, ask: () => Promise<Value>): Promise<Value | undefined> => {
    const before = known.get(key);
    if (before && now() < before.until) return before.value;
    const entry: Kept<Value> = {
      until: now() + HOLDS_MS,
      value: ask().then(
        (value) => {
          entry.settled = value;
          return value;
        },
        (error: unknown) => {
          const isWorld =
            isFailure(error) || (error instanceof DOMException && error.name === "TimeoutError");
          if (!isWorld) throw error;
          entry.until = now() + RESTS_MS;
          return undefined;
        },
      ),
    };
    known.delete(key);
    known.set(key, entry);
    const [oldest] = known.keys();
    if (MOST < known.size && oldest !== undefined) known.delete(oldest);
    return entry.value;
  };
  return {
    ask: askOnce,
    known: (key: string): Value | undefined => {
      const entry = known.get(key);
      return entry && now() < entry.until ? entry.settled : undefined;
    },
  };
};

const once = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};
