/** What an image is called that nobody gave a name. */

import type { Source } from "@deftools/oci";

/** `debian_12.sif`, as the engines name it. */
export const defaultName = (source: Source): string => {
  switch (source.kind) {
    case "docker":
    case "oras": {
      const { repository, tag, digest } = source.reference;
      const version = tag ?? (digest === undefined ? "latest" : digest.replace(/^\w+:/, "").slice(0, 12));
      return `${lastName(repository)}_${version}.sif`;
    }
    case "library": {
      const { path, tag } = source.reference;
      return `${lastName(path)}_${tag}.sif`;
    }
    case "docker-daemon":
      return `${lastName(source.reference).replace(/[:@]/g, "_")}.sif`;
    case "path":
      return `${lastName(source.path).replace(/\.\w+$/, "")}.sif`;
    default:
      return `${lastName(source.path).replace(/\.\w+$/, "")}_${source.tag ?? "latest"}.sif`;
  }
};

const lastName = (path: string): string => path.replace(/\/+$/, "").split("/").at(-1) ?? path;
