/**
 * Keys of labels that tools and people look for.
 * Source: https://specs.opencontainers.org/image-spec/annotations/; the examples of the definition file guide.
 */

/** One key. */
export interface LabelKey {
  readonly name: string;
  readonly example: string;
  /** Meaning, in Markdown. */
  readonly doc: string;
}

const image = "org.opencontainers.image.";

/** Short ones first. */
export const labelKeys: readonly LabelKey[] = [
  { name: "Author", example: "Jane Doe", doc: "Who wrote the recipe." },
  { name: "Maintainer", example: "jane@example.org", doc: "Whom to ask." },
  { name: "Version", example: "1.2.3", doc: "The version of what is packaged." },
  { name: "Description", example: "Aligns reads", doc: "What the image is for." },
  { name: "License", example: "MIT", doc: "The license of what is packaged." },
  { name: "URL", example: "https://example.org", doc: "Where to read more." },
  { name: `${image}title`, example: "My tool", doc: "The name of the image for people." },
  { name: `${image}description`, example: "Aligns reads", doc: "What is packaged, in one sentence." },
  {
    name: `${image}version`,
    example: "1.2.3",
    doc: "The version of the packaged software; semantic versioning is welcome.",
  },
  {
    name: `${image}authors`,
    example: "Jane Doe <jane@example.org>",
    doc: "People or groups who are responsible for the image.",
  },
  { name: `${image}url`, example: "https://example.org", doc: "Where to find more about the image." },
  {
    name: `${image}documentation`,
    example: "https://example.org/docs",
    doc: "Where to read the documentation.",
  },
  {
    name: `${image}source`,
    example: "https://example.org/tool.git",
    doc: "Where the source code of the build is; hosts link the image to the repository by it.",
  },
  { name: `${image}revision`, example: "1a2b3c4", doc: "The revision of the source." },
  { name: `${image}vendor`, example: "Example Lab", doc: "The organization that distributes the image." },
  {
    name: `${image}licenses`,
    example: "MIT OR Apache-2.0",
    doc: "The licenses of the packaged software, as an SPDX expression.",
  },
  { name: `${image}created`, example: "2024-05-01T12:00:00Z", doc: "When the image was built (RFC 3339)." },
  { name: `${image}ref.name`, example: "1.2", doc: "The name of the reference for the image." },
  {
    name: `${image}base.name`,
    example: "docker.io/library/ubuntu:24.04",
    doc: "The image that this one is based on.",
  },
  {
    name: `${image}base.digest`,
    example: "sha256:…",
    doc: "The digest of the image that this one is based on.",
  },
];

const byName = new Map(labelKeys.map((each) => [each.name.toLowerCase(), each]));

/** A key as written, in any case. */
export const labelKey = (name: string): LabelKey | undefined => byName.get(name.toLowerCase());
