/** What a stage starts from, as its agent reads it: an image of a registry or a library, or something of the building machine. */

import type { Recipe, Stage } from "@deftools/recipe";
import { imageDocumentation } from "./image-documentation.ts";
import { publicImagePage } from "./image-page.ts";
import { inlineCode } from "./markdown.ts";
import { namedImage } from "./named-image.ts";
import { type GivenArguments, resolvedText } from "./resolved-text.ts";

/** The Markdown about the value of `From`; absent where there is nothing to add to what is written. */
export const baseDocumentation = (
  recipe: Recipe,
  stage: Stage,
  given: GivenArguments,
): string | undefined => {
  const image = namedImage(recipe, stage, given);
  const { agent, from } = stage.bootstrap ?? {};
  const text = from && resolvedText(recipe, stage, from.text, given);
  if (!from || text === undefined || text === "") return undefined;
  const byDefault = text === from.text ? [] : ["With what its placeholders become."];
  if (image) return [imageDocumentation(image.reference), ...byDefault].join("\n\n");
  const paragraphs = ofAgent(agent?.text ?? "", text, stage.header.get("library")?.value?.text);
  return paragraphs && [...paragraphs, ...byDefault].join("\n\n");
};

const ofAgent = (agent: string, text: string, library: string | undefined): readonly string[] | undefined => {
  switch (agent) {
    case "library":
      return libraryImage(text, library);
    case "shub":
      return [`**image** ${inlineCode(text)} of the archive of Singularity Hub`];
    case "docker-daemon":
      return [`**image** ${inlineCode(text)} of the Docker daemon of the building machine`];
    case "localimage":
      return [
        `**image** ${inlineCode(text)}, a file or a sandbox directory of the building machine`,
        ...where(text),
      ];
    case "docker-archive":
    case "oci-archive":
      return [`**archive** ${inlineCode(text)} of the building machine`, ...where(text)];
    case "oci":
      return [`**OCI layout** ${inlineCode(text)}, a directory of the building machine`, ...where(text)];
    case "buildkit":
    case "dockerfile":
      return [`**context** ${inlineCode(text)}, a directory of the building machine`, ...where(text)];
    default:
      return undefined;
  }
};

const where = (path: string): readonly string[] =>
  path.startsWith("/")
    ? []
    : ["A relative path is looked for where the build is started, not beside the definition file."];

/** `[host/]entity/collection/name[:tag]`, or the name alone. */
const libraryImage = (text: string, server: string | undefined): readonly string[] => {
  const [, name = "", tag] = /^(?:library:\/*)?([^:]*(?::\d+\/[^:]*)?)(?::(.*))?$/.exec(text) ?? [];
  const parts = name.split("/");
  const host = parts.length === 4 ? parts.shift() : undefined;
  const library = host ?? server;
  const page = library ? undefined : publicImagePage(text);
  const place = library ? `the library ${inlineCode(library)}` : "the library that is configured";
  return [
    `**image** ${inlineCode(parts.join("/"))} of ${place}`,
    tagText(tag),
    ...(page === undefined ? [] : [`[Page of the image](${page})`]),
  ];
};

const tagText = (tag: string | undefined): string => {
  if (tag === undefined) return "No tag: `latest` is taken.";
  return tag.startsWith("sha256")
    ? `Hash ${inlineCode(tag)}: always the same image.`
    : `Tag ${inlineCode(tag)}: what it names may change from day to day.`;
};
