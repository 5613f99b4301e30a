/** Names of images in a library: `[host/]entity/collection/name[:tag]` (apptainer internal/pkg/client/library/library.go@v1.4.5). */

/** An image of a library, its server left to the configuration when no host is named. */
export interface LibraryReference {
  readonly host?: string;
  /** One to three parts; servers know what stands for those that are missing. */
  readonly path: string;
  /** A tag, or a hash: `sha256.…`. */
  readonly tag: string;
}

/** Reads a name, with or without `library://`. Never throws. */
export const parseLibraryReference = (
  text: string,
): { readonly reference: LibraryReference } | { readonly problem: string } => {
  const name = text.replace(/^library:\/*/, "");
  const [, path = "", tags = "latest"] = /^([^:]*(?::\d+\/[^:]*)?)(?::(.*))?$/.exec(name) ?? [];
  const parts = path.split("/");
  const host = parts.length === 4 ? parts.shift() : undefined;
  // engines pull the first of several tags
  const [tag = ""] = tags.replace(/^sha256:/, "sha256.").split(",", 1);
  if (parts.length > 3 || !parts.every((part) => PART.test(part)))
    return { problem: `"${name}" is not written as [host/]entity/collection/name[:tag]` };
  if (host !== undefined && !/^[A-Za-z0-9.-]+(:\d+)?$/.test(host))
    return { problem: `"${host}" is no name of a host` };
  if (!TAG.test(tag)) return { problem: `"${tag}" is no tag` };
  return { reference: { ...(host !== undefined && { host }), path: parts.join("/"), tag } };
};

/** `host/entity/collection/name:tag`, as it is shown to people. */
export const formatLibraryReference = ({ host, path, tag }: LibraryReference): string =>
  `${host === undefined ? "" : `${host}/`}${path}:${tag}`;

const PART = /^[A-Za-z0-9][\w.-]*$/;
const TAG = /^[\w][\w.-]{0,127}$/;
