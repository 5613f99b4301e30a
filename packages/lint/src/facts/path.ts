/** Paths of scripts as far as they are known: `*` stands for what only the run will tell. */

import type { Site } from "../site.ts";

/** The path without `.`, `..` and doubled slashes; absent when it is relative and the folder is unknown. */
export const absolutePath = (path: string, folder: string | undefined): string | undefined => {
  if (!path.startsWith("/") && folder === undefined) return undefined;
  const joined = path.startsWith("/") ? path : `${folder === "/" ? "" : folder}/${path}`;
  if (!NEEDS_CLEANING.test(joined)) return joined;
  const parts: string[] = [];
  for (const part of joined.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
};

/** Most paths are written as they are meant. */
const NEEDS_CLEANING = /\/(?:\/|\.|$)/;

/** Whether `inner` is `outer` or lies below it. */
export const isBelow = (inner: string, outer: string): boolean =>
  inner === outer || inner.startsWith(outer === "/" ? "/" : `${outer}/`);

/** What stands after the last slash. */
export const lastPart = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** Whether the names a shell pattern stands for include a path, or a folder above it. */
export const patternCovers = (pattern: string, path: string): boolean => {
  // what stands before the first special character must be there, unless the path has unknown parts
  if (!path.includes("*") && !path.startsWith(pattern.slice(0, pattern.search(/[*?[{]|$/)))) return false;
  const names = pattern.split("/");
  const parts = path.split("/");
  if (parts.length < names.length) return false;
  return names.every((name, index) => nameMatches(name, parts[index] ?? ""));
};

/** `*` of the pattern is any text, and an unknown part of the name is taken to fit. */
const nameMatches = (pattern: string, name: string): boolean => {
  if (pattern === name || name.includes("*")) return true;
  if (!/[*?[{]/.test(pattern)) return false;
  const [front = "", ...rest] = pattern.split(/[*?[{]/);
  const back = /[\]}]/.test(pattern) ? "" : (rest.at(-1) ?? "");
  return name.startsWith(front) && name.endsWith(back);
};

/** What many clusters mount into containers, for those whose configuration names no `sitePaths`. */
const usualMounts: readonly string[] = [
  ...["/work", "/scratch", "/project", "/projects", "/gpfs", "/lustre", "/beegfs", "/ceph", "/nfs", "/users"],
  ...["/cvmfs", "/lscratch", "/pscratch"],
];

/** The folder a site mounts over that of the image, if a path lies in one. */
export const siteMount = (path: string, { sitePaths }: Pick<Site, "sitePaths">): string | undefined =>
  (sitePaths.length === 0 ? usualMounts : sitePaths.map((each) => absolutePath(each, "/") ?? each)).find(
    (mount) => path !== mount && isBelow(path, mount),
  );

/** A place whose content the running container does not show, or not to its user. */
export type MaskedPlace = "root-home" | "home" | "temporary";

/** Which such place a path lies in. */
export const maskedPlace = (path: string): MaskedPlace | undefined => {
  if (isBelow(path, "/root")) return "root-home";
  if (isBelow(path, "/home")) return "home";
  if (isBelow(path, "/tmp") || isBelow(path, "/var/tmp")) return "temporary";
  return undefined;
};
