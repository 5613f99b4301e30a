/** The page where people read about an image, for the registries and libraries that have such pages. */

import type { ImageReference } from "@deftools/reference";

/** The address; absent for registries that show nothing to a browser. */
export const imagePage = ({ registry, repository }: ImageReference): string | undefined => {
  const path = repository.split("/").map(encodeURIComponent).join("/");
  return pages.get(registry)?.(path);
};

/** The address of an image of the public library, whose name is `entity/collection/name[:tag]` or the last part alone. */
export const publicImagePage = (name: string): string | undefined => {
  const parts = name
    .replace(/^library:\/*/, "")
    .replace(/:.*/, "")
    .split("/");
  const whole = parts.length === 1 ? ["library", "default", ...parts] : parts;
  return whole.length === 3 && whole.every((part) => part !== "")
    ? `https://cloud.sylabs.io/library/${whole.map(encodeURIComponent).join("/")}`
    : undefined;
};

const hub = (path: string): string =>
  path.startsWith("library/")
    ? `https://hub.docker.com/_/${path.slice("library/".length)}`
    : `https://hub.docker.com/r/${path}`;

const pages = new Map<string, (path: string) => string>([
  ["docker.io", hub],
  ["index.docker.io", hub],
  ["registry-1.docker.io", hub],
  ["quay.io", (path) => `https://quay.io/repository/${path}`],
  ["ghcr.io", (path) => `https://ghcr.io/${path}`],
  ["mcr.microsoft.com", (path) => `https://mcr.microsoft.com/artifact/mar/${path}/about`],
  ["public.ecr.aws", (path) => `https://gallery.ecr.aws/${path}`],
  [
    "nvcr.io",
    (path) => `https://catalog.ngc.nvidia.com/orgs/${path.replace(/^([^/]+)\/(?:(.+)\/)?([^/]+)$/, ngcPath)}`,
  ],
]);

/** `nvidia/cuda` stands in `orgs/nvidia/containers/cuda`, `hpc/x/gromacs` in `orgs/hpc/teams/x/containers/gromacs`. */
const ngcPath = (_: string, org: string, team: string | undefined, name: string): string =>
  team === undefined ? `${org}/containers/${name}` : `${org}/teams/${team}/containers/${name}`;
