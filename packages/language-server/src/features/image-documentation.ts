/** A reference of an image taken apart, as far as it can be without asking anyone. */

import { dockerHub, type ImageReference } from "@deftools/reference";
import { imagePage } from "./image-page.ts";
import { inlineCode } from "./markdown.ts";

/** The Markdown about an image of a registry. */
export const imageDocumentation = (reference: ImageReference): string => {
  const { registry, repository, tag, digest } = reference;
  const page = imagePage(reference);
  const paragraphs = [
    `**image** ${inlineCode(repository)} of ${inlineCode(registry === dockerHub ? "docker.io" : registry)}`,
    tag === undefined ? "" : `Tag ${inlineCode(tag)}: what it names may change from day to day.`,
    digest === undefined ? "" : `Digest ${inlineCode(digest)}: always the same image.`,
    tag === undefined && digest === undefined ? "No tag and no digest: `latest` is taken." : "",
    page === undefined ? "" : `[Page of the image](${page})`,
  ];
  return paragraphs.filter((paragraph) => paragraph !== "").join("\n\n");
};
