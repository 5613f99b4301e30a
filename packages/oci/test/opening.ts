/** What the tests of this room share: a client with a clock that does not wait, and an image opened from an in-process registry. */

import { collect } from "@deftools/bytes";
import { parseReference } from "@deftools/reference";
import { startRegistry, type TestRegistry, type TestRegistryOptions } from "@deftools/testkit";
import { isFailure } from "@deftools/trouble";
import { onTestFinished } from "vitest";
import {
  type Clock,
  createRegistryClient,
  type Image,
  openRegistryImage,
  type RegistryClient,
  type RegistryClientOptions,
} from "../src/index.ts";

export const amd64 = { os: "linux", architecture: "amd64" } as const;

/** A clock whose sleepers wake at once; `waits` are what they asked for. */
export const testClock = (): Clock & { readonly waits: number[] } => {
  const waits: number[] = [];
  let now = 1_700_000_000_000;
  return {
    waits,
    now: () => now,
    random: () => 0,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      waits.push(milliseconds);
      now += milliseconds;
    },
  };
};

/** A registry that ends with the test. */
export const registry = async (options: TestRegistryOptions = {}): Promise<TestRegistry> => {
  const started = await startRegistry(options);
  onTestFinished(() => started.close());
  return started;
};

/** A client that ends with the test. */
export const client = (options: Partial<RegistryClientOptions> = {}): RegistryClient => {
  const made = createRegistryClient({
    credentials: async () => undefined,
    userAgent: "test",
    clock: testClock(),
    ...options,
  });
  onTestFinished(() => made.close());
  return made;
};

/** Opens an image by its text. */
export const open = (
  from: RegistryClient,
  text: string,
  platform: { readonly os: string; readonly architecture: string; readonly variant?: string } = amd64,
): Promise<Image> => {
  const parsed = parseReference(text);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  return openRegistryImage(from, parsed.reference, { platform });
};

/** All bytes of an image's layer. */
export const layerBytes = (image: Image, index = 0, signal?: AbortSignal): Promise<Uint8Array> => {
  const layer = image.layers[index];
  if (!layer) throw new Error(`no layer ${index}`);
  return collect(layer.open(signal), 1e9, "a layer");
};

/** The code and the message of the Failure that a promise ends in. */
export const failureOf = async (
  promise: Promise<unknown>,
): Promise<{ readonly code: string; readonly message: string; readonly hint: string | undefined }> => {
  try {
    await promise;
  } catch (error) {
    if (!isFailure(error)) throw error;
    const { code, message, hint } = error;
    return { code, message, hint };
  }
  throw new Error("it did not fail");
};
