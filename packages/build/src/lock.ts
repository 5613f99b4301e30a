/**
 * The lock file of a recipe: which bytes its bases were, so that the next build takes the same. Names are those of the recipe; digests
 * are per platform.
 *
 *     { "lockVersion": 1, "bases": { "docker:docker.io/library/debian:12": { "linux/amd64": "sha256:…" } } }
 */

import { formatLibraryReference, formatPlatform } from "@deftools/oci";
import { formatReference } from "@deftools/reference";
import { Failure } from "@deftools/trouble";
import * as v from "valibot";
import type { Base, BuildPlan } from "./build-plan.ts";

const digest = v.pipe(v.string(), v.regex(/^sha(256|384|512):[0-9a-f]+$/));
const schema = v.strictObject({
  lockVersion: v.literal(1),
  bases: v.record(v.string(), v.record(v.string(), digest)),
});

/** What a lock file says. */
export type Lock = v.InferOutput<typeof schema>;

/** A lock that holds nothing yet. */
export const emptyLock: Lock = { lockVersion: 1, bases: {} };

/** Reads a lock file. @throws Failure "build/bad-lock" naming what is wrong */
export const parseLock = (text: string, name: string): Lock => {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const place = v.getDotPath(issue);
  throw new Failure("build/bad-lock", `${name} is no lock file: ${place ?? "it"} is not ${issue.expected}`, {
    hint: "remove it, and it is written anew",
  });
};

/** A lock as text: sorted, so that it changes only where a base does. */
export const lockText = ({ lockVersion, bases }: Lock): string => {
  const sorted = Object.keys(bases)
    .sort()
    .map((name) => [name, bases[name]]);
  return `${JSON.stringify({ lockVersion, bases: Object.fromEntries(sorted) }, undefined, 2)}\n`;
};

/** The plan with the locked digests in the names of its images. */
export const lockedPlan = (plan: BuildPlan, lock: Lock): BuildPlan => ({
  ...plan,
  stages: plan.stages.map((stage) => {
    const locked = lockedDigest(lock, stage.base, plan);
    if (stage.base.agent !== "docker" || locked === undefined) return stage;
    return { ...stage, base: { ...stage.base, reference: { ...stage.base.reference, digest: locked } } };
  }),
});

/**
 * The lock with the digests of a build in it, given in the order of the plan's stages.
 * @throws Failure "build/not-as-locked" when a base is not the locked one
 */
export const extendLock = (lock: Lock, plan: BuildPlan, digests: readonly (string | undefined)[]): Lock => {
  const bases = { ...lock.bases };
  const platform = formatPlatform(plan.platform);
  for (const [index, { base }] of plan.stages.entries()) {
    const found = digests[index];
    const name = baseName(base);
    if (found === undefined || name === undefined) continue;
    const locked = lockedDigest(lock, base, plan);
    if (locked !== undefined && locked !== found)
      throw new Failure("build/not-as-locked", `${name} is ${found}, but the lock file has ${locked}`, {
        hint: "it was changed; remove it from the lock file to take it as it is now",
      });
    bases[name] = { ...bases[name], [platform]: found };
  }
  return { ...lock, bases };
};

const lockedDigest = ({ bases }: Lock, base: Base, { platform }: BuildPlan): string | undefined =>
  bases[baseName(base) ?? ""]?.[formatPlatform(platform)];

const baseName = (base: Base): string | undefined => {
  switch (base.agent) {
    case "scratch":
    // what a mirror has today has no name of its own
    case "busybox":
    case "debootstrap":
    case "yum":
    case "dnf":
    case "zypper":
    case "arch":
      return undefined;
    case "localimage":
      return `localimage:${base.path}`;
    case "docker":
    case "oras": {
      const { reference } = base;
      const named = reference.tag || reference.digest ? reference : { ...reference, tag: "latest" };
      return `${base.agent}:${formatReference(named)}`;
    }
    case "library":
      return `library:${formatLibraryReference(base.reference)}`;
    default:
      return `${base.agent}:${base.from}`;
  }
};
