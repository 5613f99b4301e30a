/**
 * One file of `registries.conf`: where else images may be got, and where they must not be
 * (github.com/containers/image, docs/containers-registries.conf.5.md, version 2). Checked at the door.
 */

import { parse, TomlError } from "smol-toml";
import * as v from "valibot";
import { failure, foreignWords } from "./failure.ts";

/** A place to ask, `host[:port][/path]`, in the place of a prefix. */
export interface Mirror {
  readonly location: string;
  /** Takes plain http and any certificate. */
  readonly insecure: boolean;
  /** Which references it is asked for. */
  readonly pulls: "all" | "digest-only" | "tag-only";
}

/** One `[[registry]]`. */
export interface RegistryRow {
  /** `host[:port][/namespace…]`, or `*.domain`. */
  readonly prefix: string;
  /** Absent: the images are where their names say. */
  readonly location: string | undefined;
  readonly insecure: boolean;
  readonly blocked: boolean;
  readonly mirrors: readonly Mirror[];
}

const place = v.pipe(
  v.string(),
  v.regex(/^(?!https?:)[^\s]+$/i, "a place without scheme, such as mirror.example.org/docker.io"),
  v.transform((text) => text.replace(/\/+$/, "")),
);
const flag = v.optional(v.boolean(), false);

const schema = v.object({
  registry: v.optional(
    v.array(
      v.object({
        prefix: v.optional(place),
        location: v.optional(place),
        insecure: flag,
        blocked: flag,
        "mirror-by-digest-only": flag,
        mirror: v.optional(
          v.array(
            v.object({
              location: place,
              insecure: flag,
              "pull-from-mirror": v.optional(v.picklist(["all", "digest-only", "tag-only", ""])),
            }),
          ),
          [],
        ),
      }),
    ),
    [],
  ),
});

/** Reads a file's text. @throws Failure "oci/bad-registries-file", which names the file and the place in it */
export const parseRegistriesFile = (text: string, path: string): readonly RegistryRow[] => {
  const toml = tomlOf(text, path);
  if (Object.hasOwn(toml, "registries"))
    throw failure(
      "oci/bad-registries-file",
      `${path} is in version 1 of its format, which is not read here`,
      {
        hint: "write it as [[registry]] tables; containers-registries.conf(5) describes them",
      },
    );
  const parsed = v.safeParse(schema, toml);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw malformed(path, `"${v.getDotPath(issue) ?? "its top"}": ${foreignWords(issue.message)}`);
  }
  return parsed.output.registry.map((row, index) => {
    const prefix = row.prefix ?? row.location;
    if (prefix === undefined) throw malformed(path, `"registry.${index}" has neither prefix nor location`);
    const byDefault = row["mirror-by-digest-only"] ? "digest-only" : "all";
    return {
      prefix,
      location: row.location,
      insecure: row.insecure,
      blocked: row.blocked,
      mirrors: row.mirror.map(({ location, insecure, "pull-from-mirror": pulls }) => ({
        location,
        insecure,
        pulls: pulls || byDefault,
      })),
    };
  });
};

const tomlOf = (text: string, path: string): object => {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw malformed(
      path,
      `line ${error.line}: ${foreignWords(error.message.split("\n", 1)[0] ?? "")}`,
      error,
    );
  }
};

const malformed = (path: string, what: string, cause?: unknown): Error =>
  failure("oci/bad-registries-file", `${path} is malformed: ${what}`, {
    cause,
    hint: "mend it, or point CONTAINERS_REGISTRIES_CONF at another file",
  });
