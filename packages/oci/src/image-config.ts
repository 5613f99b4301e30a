/** The config of an image, checked at the door (OCI image-spec config.md). */

import * as v from "valibot";
import { isDigest } from "./digest.ts";
import { failure } from "./failure.ts";
import type { Digest, ImageConfig, Platform } from "./image.ts";

/** Configs hold a history of a few hundred lines at most; this is far more. */
export const configMaximum = 8 * 1024 * 1024;

const words = v.nullish(v.array(v.string()), []);
const digest = v.pipe(v.string(), v.check(isDigest, "no digest that can be checked"));

const document = v.object({
  created: v.nullish(v.string()),
  os: v.nullish(v.string(), "linux"),
  architecture: v.nullish(v.string(), "amd64"),
  variant: v.nullish(v.string()),
  rootfs: v.object({ diff_ids: v.nullish(v.array(digest), []) }),
  config: v.nullish(
    v.object({
      Entrypoint: words,
      Cmd: words,
      Env: words,
      Labels: v.nullish(v.record(v.string(), v.string()), {}),
      WorkingDir: v.nullish(v.string()),
      User: v.nullish(v.string()),
    }),
  ),
});

/** What a config blob says. */
export interface ParsedConfig {
  readonly config: ImageConfig;
  /** The inner `config` object as it came. */
  readonly raw: unknown;
  readonly platform: Platform;
  readonly diffIds: readonly Digest[];
}

/**
 * Reads a config blob whose digest was checked.
 * @throws Failure "oci/bad-config"
 */
export const parseImageConfig = (bytes: Uint8Array, subject: string): ParsedConfig => {
  const json = parseJson(bytes, subject);
  const result = v.safeParse(document, json);
  if (!result.success) {
    const [issue] = result.issues;
    throw failure(
      "oci/bad-config",
      `config of ${subject} is malformed at "${v.getDotPath(issue) ?? "its top"}": ${issue.message.toLowerCase()}`,
    );
  }
  const { created, os, architecture, variant, rootfs, config } = result.output;
  return {
    config: {
      ...(created ? { created } : {}),
      entrypoint: config?.Entrypoint ?? [],
      cmd: config?.Cmd ?? [],
      env: config?.Env ?? [],
      labels: config?.Labels ?? {},
      ...(config?.WorkingDir ? { workingDir: config.WorkingDir } : {}),
      ...(config?.User ? { user: config.User } : {}),
    },
    raw: innerConfig(json) ?? {},
    platform: { os, architecture, ...(variant ? { variant } : {}) },
    diffIds: rootfs.diff_ids,
  };
};

const innerConfig = (json: unknown): unknown =>
  typeof json === "object" && json !== null && "config" in json ? json.config : undefined;

const parseJson = (bytes: Uint8Array, subject: string): unknown => {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw failure("oci/bad-config", `config of ${subject} is no JSON`, { cause });
  }
};
