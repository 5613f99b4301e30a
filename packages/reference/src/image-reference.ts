/** Image references as registries take them: `[registry/]repository[:tag][@digest]` (distribution/reference@v0.6.0, grammar). */

/** A half-open range of UTF-16 offsets, relative to the start of the reference's text. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where an image is, defaults filled in: no registry means `index.docker.io`, and a Docker Hub name of one part gets `library/`. */
export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  /** Where each part that was written stands. */
  readonly ranges: {
    readonly registry?: Range;
    readonly repository: Range;
    readonly tag?: Range;
    readonly digest?: Range;
  };
}

/** Why a text is no image reference: message in lower case, and where. */
export interface ReferenceProblem {
  readonly message: string;
  readonly range: Range;
}

/** Reads a reference. Never throws. */
export const parseReference = (
  text: string,
): { readonly reference: ImageReference } | { readonly problem: ReferenceProblem } => ({
  problem: { message: `not implemented: ${text}`, range: { start: 0, end: text.length } },
});

/** The reference in full, as an engine prints it. */
export const formatReference = ({ registry, repository, tag, digest }: ImageReference): string =>
  `${registry}/${repository}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
