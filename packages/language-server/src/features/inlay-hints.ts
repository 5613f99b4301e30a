/** What is not written and yet holds: values of placeholders, shells of scripts, destinations of copies. */

import { argumentsOf, type Recipe, type Script, type Stage } from "@deftools/recipe";
import type { ImageReference } from "@deftools/reference";
import { type Span, textAt } from "@deftools/text";
import { impliedDestination } from "./implied-destination.ts";
import { namedImage } from "./named-image.ts";
import type { ImageFacts } from "./outside.ts";
import { type GivenArguments, givenValue } from "./resolved-text.ts";

/** A few words to show behind a place. */
export interface InlayHint {
  readonly kind: "value" | "shell" | "destination" | "digest";
  readonly offset: number;
  readonly label: string;
  /** Why, in Markdown. */
  readonly markdown: string;
  /** Where it is written, for those who follow it. */
  readonly definition?: Span;
  /** What to write at the offset, so that the file says it itself. */
  readonly insert?: string;
}

/** What is known of an image, without asking anybody for it. */
export type KnownImages = (reference: ImageReference) => Pick<ImageFacts, "digest"> | undefined;

/** The hints in `range`, in file order. */
export const inlayHints = (
  recipe: Recipe,
  range: Span = recipe.file.span,
  known: KnownImages = () => undefined,
  given: GivenArguments = {},
): readonly InlayHint[] =>
  recipe.stages
    .filter(({ node }) => node.span.start <= range.end && range.start <= node.span.end)
    .flatMap((stage) => [
      ...values(recipe, stage, given),
      ...digests(recipe, stage, known, given),
      ...shells(recipe, stage),
      ...destinations(stage),
    ])
    .filter(({ offset }) => range.start <= offset && offset <= range.end)
    .sort((a, b) => a.offset - b.offset);

const values = (recipe: Recipe, stage: Stage, given: GivenArguments): readonly InlayHint[] =>
  argumentsOf(recipe, stage).uses.flatMap(({ placeholder, definition, inComment }) => {
    const { text: name } = placeholder.name;
    const always = givenValue(given, name);
    const value = always ?? definition?.value?.text;
    if (value === undefined || inComment) return [];
    return [
      {
        kind: "value",
        offset: placeholder.span.end,
        label: `= ${shortened(value)}`,
        ...(always === undefined && definition?.value
          ? {
              markdown: `The default in \`%arguments\`; \`--build-arg ${name}=…\` wins over it.`,
              definition: definition.value.span,
            }
          : { markdown: "The configuration gives it to every build." }),
      },
    ];
  });

/** Behind a tag, the image that it meant when the registry was asked last. */
const digests = (
  recipe: Recipe,
  stage: Stage,
  known: KnownImages,
  given: GivenArguments,
): readonly InlayHint[] => {
  const { reference, span } = namedImage(recipe, stage, given) ?? {};
  const facts = reference && reference.digest === undefined ? known(reference) : undefined;
  if (!facts || !span) return [];
  return [
    {
      kind: "digest",
      offset: span.end,
      label: `@${facts.digest.slice(0, DIGEST_LENGTH)}…`,
      markdown: `The tag means \`${facts.digest}\` now, and may mean another image tomorrow.`,
    },
  ];
};

/** `sha256:` and twelve digits, as other programs shorten it. */
const DIGEST_LENGTH = 19;

const shells = ({ file }: Recipe, { scripts }: Stage): readonly InlayHint[] =>
  scripts.flatMap((script) => {
    const hint = shellHint(file.text, script);
    return hint ? [{ kind: "shell", offset: script.node.line.end, ...hint }] : [];
  });

/** What runs a script, unless the file says it itself. */
const shellHint = (
  text: string,
  { section, node, body, interpreter, exitsOnError }: Script,
): Pick<InlayHint, "label" | "markdown" | "insert"> | undefined => {
  switch (section) {
    case "pre":
    case "setup":
    case "post":
      if (node.argument?.text.trim()) {
        if (exitsOnError || interpreter === "/bin/sh") return undefined;
        return {
          label: "goes on after errors",
          markdown: "The `-e` of the outer `/bin/sh` does not reach the shell of `-c`: add `-e` behind it.",
          ...(!node.argument.text.includes("#") && { insert: " -e" }),
        };
      }
      if (!exitsOnError || interpreter !== "/bin/sh") return undefined;
      return { label: "/bin/sh -ex", markdown: "Stops at the first command that fails, and shows each one." };
    case "runscript":
    case "startscript":
    case "test":
      if (node.argument?.text.trim() || interpreter !== "/bin/sh" || /^\s*#!/.test(textAt(text, body)))
        return undefined;
      return { label: "/bin/sh", markdown: "A `#!` in the first line of the body chooses another program." };
    case "environment":
    case "appinstall":
    case "appenv":
    case "apprun":
    case "appstart":
    case "apptest":
      return undefined;
  }
};

const destinations = ({ copies }: Stage): readonly InlayHint[] =>
  copies.flatMap((copy) => {
    const destination = impliedDestination(copy);
    return destination === undefined || destination === copy.source.text
      ? []
      : [
          {
            kind: "destination",
            offset: copy.source.span.end,
            label: `→ ${destination}`,
            ...(!/[\s"']/.test(destination) && !copy.app && { insert: ` ${destination}` }),
            markdown: "Without a destination the path stays the same, seen from the root of the image.",
          },
        ];
  });

const shortened = (value: string): string =>
  value.length <= LONGEST_VALUE ? value : `${value.slice(0, LONGEST_VALUE - 1)}…`;

const LONGEST_VALUE = 40;
