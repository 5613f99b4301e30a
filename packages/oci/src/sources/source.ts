/**
 * Where an image comes from, as one writes it: `docker://debian:12`, `oci-archive:image.tar:latest`, `image.sif`.
 * The prefixes are Apptainer's (internal/pkg/util/uri/uri.go, internal/pkg/ociimage), the parts after them those of
 * containers/image (docs/containers-transports.5.md). Looks at no file.
 */

import { type ImageReference, parseReference, type ReferenceProblem } from "@deftools/reference";
import { type LibraryReference, parseLibraryReference } from "../library/library-reference.ts";

/** A source, its text cut into what opens it. */
export type Source =
  | { readonly kind: "docker"; readonly reference: ImageReference }
  /** A SIF file in a registry. */
  | { readonly kind: "oras"; readonly reference: ImageReference }
  /** A SIF file in a library. */
  | { readonly kind: "library"; readonly reference: LibraryReference }
  /** `name:tag`, or the image's id: `sha256:…`. */
  | { readonly kind: "docker-daemon"; readonly reference: string }
  | { readonly kind: "docker-archive"; readonly path: string; readonly tag?: string }
  | ({ readonly kind: "oci" | "oci-archive" } & LayoutPlace)
  /** A SIF or SquashFS file, or a folder. */
  | { readonly kind: "path"; readonly path: string };

interface LayoutPlace {
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** What a text says, or why it says nothing; the range of a problem counts from the start of the text. */
export type ParsedSource = { readonly source: Source } | { readonly problem: ReferenceProblem };

/** Reads a source. A text without a known prefix is a path. Never throws. */
export const parseSource = (text: string): ParsedSource => {
  const colon = text.indexOf(":");
  const prefix = text.slice(0, Math.max(0, colon));
  const hasSlashes = text.startsWith("//", colon + 1);
  if (colon === -1 || (!hasSlashes && !Object.hasOwn(parsers, prefix)))
    return text === "" ? problem("no image is named", 0, 0) : { source: { kind: "path", path: text } };

  const parse = Object.hasOwn(parsers, prefix) ? parsers[prefix] : undefined;
  if (!parse)
    return problem(
      `"${prefix}" is no source that images are taken from; known are ${Object.keys(parsers).join(", ")}`,
      0,
      colon,
    );
  const start = colon + (hasSlashes ? 3 : 1);
  if (start === text.length) return problem(`no image follows after "${text}"`, 0, text.length);
  return parse(text.slice(start), start);
};

type Parse = (rest: string, start: number) => ParsedSource;

/** Cuts the tag, and the digest of a layout, off a path. */
const parsePlace = (rest: string): LayoutPlace => {
  const digest = /@((?:sha256|sha384|sha512):[0-9a-f]+)$/.exec(rest)?.[1];
  const place = digest === undefined ? rest : rest.slice(0, -digest.length - 1);
  // A Windows drive is no path of its own.
  const colon = place.indexOf(":", /^[A-Za-z]:[\\/]/.test(place) ? 2 : 0);
  const tag = colon === -1 ? "" : place.slice(colon + 1);
  return {
    path: colon === -1 ? place : place.slice(0, colon),
    ...(tag !== "" && { tag }),
    ...(digest !== undefined && { digest }),
  };
};

const registry =
  (kind: "docker" | "oras"): Parse =>
  (rest, start) => {
    const parsed = parseReference(rest);
    return "problem" in parsed ? shifted(parsed.problem, start) : { source: { kind, ...parsed } };
  };

const library: Parse = (rest, start) => {
  const parsed = parseLibraryReference(rest);
  return "problem" in parsed
    ? problem(parsed.problem, start, start + rest.length)
    : { source: { kind: "library", ...parsed } };
};

const layout =
  (kind: "oci" | "oci-archive"): Parse =>
  (rest, start) => {
    const place = parsePlace(rest);
    if (place.path === "") return problem(`the path before "${rest}" is missing`, start, start + rest.length);
    return { source: { kind, ...place } };
  };

const dockerArchive: Parse = (rest, start) => {
  const { path, tag, digest } = parsePlace(rest);
  if (digest !== undefined)
    return problem(
      "a docker-archive knows no digests; name its image by a tag",
      start + rest.lastIndexOf("@"),
      start + rest.length,
    );
  if (path === "") return problem(`the path before "${rest}" is missing`, start, start + rest.length);
  return { source: { kind: "docker-archive", path, ...(tag !== undefined && { tag }) } };
};

const dockerDaemon: Parse = (rest, start) => {
  const source = { kind: "docker-daemon", reference: rest } as const;
  if (/^sha256:[0-9a-f]{64}$/.test(rest)) return { source };
  const parsed = parseReference(rest);
  if ("problem" in parsed) return shifted(parsed.problem, start);
  if (parsed.reference.tag === undefined && parsed.reference.digest === undefined)
    return problem(
      `an image of the Docker daemon is named with its tag: write "${rest}:latest"`,
      start,
      start + rest.length,
    );
  return { source };
};

const parsers: Readonly<Record<string, Parse>> = {
  docker: registry("docker"),
  oras: registry("oras"),
  library,
  "docker-archive": dockerArchive,
  "docker-daemon": dockerDaemon,
  oci: layout("oci"),
  "oci-archive": layout("oci-archive"),
};

const problem = (message: string, start: number, end: number): ParsedSource => ({
  problem: { message, range: { start, end } },
});

const shifted = ({ message, range }: ReferenceProblem, by: number): ParsedSource =>
  problem(message, range.start + by, range.end + by);
