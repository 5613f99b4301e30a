/**
 * Which library images come from, and who we are to it: what a recipe or the command line names, else what the engines' configuration has
 * (`apptainer remote`; internal/pkg/remote/remote.go@v1.4.5), else the public one.
 */

import { join } from "node:path";
import * as v from "valibot";
import { parse, YAMLParseError } from "yaml";
import { failure } from "../failure.ts";

export interface LibraryPorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The text of a file; undefined when there is none. */
  readonly readFile: (path: string) => Promise<string | undefined>;
  /** `--library`, before the variables. */
  readonly library?: string;
  /** Default: `/etc/apptainer`. */
  readonly systemFolder?: string;
}

/** A server, or the name of one that has to be asked where its library is. The token never enters a message. */
export type LibraryServer =
  | { readonly kind: "library"; readonly url: URL; readonly token?: string }
  | { readonly kind: "remote"; readonly url: URL; readonly token?: string };

/** The library that is meant where none is configured, as in SingularityCE; Apptainer has none then. */
const publicLibrary = "https://library.sylabs.io";

/** @throws Failure "oci/bad-remote-file" for a file or an address that cannot be read */
export const libraryServer = async (
  ports: LibraryPorts,
  named: string | undefined,
): Promise<LibraryServer> => {
  const { env, library } = ports;
  const given = named || library || env["APPTAINER_LIBRARY"] || env["SINGULARITY_LIBRARY"] || undefined;
  if (given !== undefined) return { kind: "library", url: addressOf(given) };
  const remote = await activeRemote(ports);
  if (remote === undefined) return { kind: "library", url: new URL(publicLibrary) };
  const token = remote.Token ? { token: remote.Token } : {};
  return remote.URI === "cloud.sylabs.io"
    ? { kind: "library", url: new URL(publicLibrary), ...token }
    : { kind: "remote", url: addressOf(remote.URI, remote.Insecure ? "http" : "https"), ...token };
};

const text = v.nullish(v.string(), "");
const schema = v.object({
  Active: text,
  Remotes: v.nullish(
    v.record(v.string(), v.object({ URI: text, Token: text, Insecure: v.nullish(v.boolean(), false) })),
    {},
  ),
});
type Remote = NonNullable<v.InferOutput<typeof schema>["Remotes"][string]>;

/** The one chosen with `apptainer remote use`; the engine's own default has keys, but no library. */
const activeRemote = async (ports: LibraryPorts): Promise<Remote | undefined> => {
  const { env, home, readFile, systemFolder = "/etc/apptainer" } = ports;
  const own = env["APPTAINER_CONFIGDIR"] || join(home, ".apptainer");
  for (const folder of [own, join(home, ".singularity"), systemFolder]) {
    const path = join(folder, "remote.yaml");
    const content = await readFile(path);
    if (content === undefined) continue;
    const { Active, Remotes } = parseRemotes(content, path);
    const active = Object.hasOwn(Remotes, Active) ? Remotes[Active] : undefined;
    if (active?.URI && active.URI !== "cloud.apptainer.org") return active;
  }
  return undefined;
};

const parseRemotes = (content: string, path: string): v.InferOutput<typeof schema> => {
  const result = v.safeParse(schema, yaml(content, path) ?? {});
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw failure(
    "oci/bad-remote-file",
    `remote file ${path} is malformed at "${v.getDotPath(issue) ?? "its top"}"`,
  );
};

const yaml = (content: string, path: string): unknown => {
  try {
    return parse(content);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    // the parser's own message quotes the text, which holds tokens
    throw failure("oci/bad-remote-file", `remote file ${path} is no YAML: line ${error.linePos?.[0].line}`);
  }
};

const addressOf = (text: string, scheme = "https"): URL => {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `${scheme}://${text}`);
  if (url === null || url.hostname === "" || url.username !== "" || url.password !== "")
    throw failure("oci/bad-remote-file", "the library named is no address", {
      hint: "write it like https://library.example.org",
    });
  return url;
};
