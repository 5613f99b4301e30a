/** What is known about a name: what stands behind it, where it is defined, how often it is used. */

import type { Word } from "@deftools/grammar";
import { argumentsOf, type Recipe, type Stage, scriptAt, stageAt, stageNamed } from "@deftools/recipe";
import { assignmentsIn } from "@deftools/shell";
import { type Span, textAt } from "@deftools/text";
import { environmentVariable } from "./environment-variables.ts";
import { labelKey } from "./label-keys.ts";
import { inlineCode } from "./markdown.ts";
import type { Mention, Name } from "./names/name.ts";
import { type GivenArguments, givenValue } from "./resolved-text.ts";

/** The Markdown about a name at one of its mentions; absent when there is nothing to say. */
export const nameDocumentation = (
  recipe: Recipe,
  name: Name,
  { span }: Mention,
  given: GivenArguments = {},
): string | undefined => {
  const stage = stageAt(recipe, span.start);
  const paragraphs = [...facts(recipe, name, span, stage, given), usage(recipe, name)].filter(
    (each) => each !== "",
  );
  return paragraphs.length === 0 ? undefined : [heading(name), ...paragraphs].join("\n\n");
};

const heading = ({ kind, text }: Name): string => `**${titles[kind]}** ${inlineCode(text)}`;

const titles: Readonly<Record<Name["kind"], string>> = {
  stage: "stage",
  argument: "build argument",
  app: "app",
  variable: "variable",
  function: "function",
  label: "label",
};

const facts = (
  recipe: Recipe,
  name: Name,
  span: Span,
  stage: Stage | undefined,
  given: GivenArguments,
): readonly string[] => {
  switch (name.kind) {
    case "stage":
      return [stageFact(recipe, name.text)];
    case "argument":
      return stage ? argumentFacts(recipe, stage, name.text, span, given) : [];
    case "app":
      return [appFact(stage, name.text)];
    case "variable":
      return [...environmentFacts(recipe, name, span), ...definitionFacts(recipe, name)];
    case "function":
      return definitionFacts(recipe, name);
    case "label":
      return [
        labelKey(name.text)?.doc ?? "",
        ...(name.mentions.length < 2 ? [] : definitionFacts(recipe, name)),
      ];
  }
};

const stageFact = (recipe: Recipe, name: string): string => {
  const stage = stageNamed(recipe, name);
  if (!stage) return "No stage has this name.";
  const { agent, image, from } = stage.bootstrap ?? {};
  const base = [agent?.text, image?.text ?? from?.text].filter(Boolean).join(" ");
  const what = stage.last ? "It becomes the image." : "It is left behind once others have copied from it.";
  return `${base === "" ? "" : `Built from ${inlineCode(base)}. `}${what}`;
};

const argumentFacts = (
  recipe: Recipe,
  stage: Stage,
  name: string,
  { start }: Span,
  given: GivenArguments,
): readonly string[] => {
  const { definitions, uses } = argumentsOf(recipe, stage);
  const value = definitions.get(name)?.value;
  const use = uses.find(({ placeholder }) => placeholder.name.span.start === start);
  return [
    valueFact(recipe, name, value, givenValue(given, name)),
    use?.inComment ? "Here it stands in a comment: Apptainer leaves it alone, SingularityCE does not." : "",
  ];
};

const valueFact = (
  recipe: Recipe,
  name: string,
  value: Word | undefined,
  given: string | undefined,
): string => {
  if (given !== undefined)
    return `Becomes ${inlineCode(given)}, which the configuration gives to every build.`;
  return value
    ? `Becomes ${inlineCode(value.text)} (${lineName(recipe, value.span)}), unless the build is given \`--build-arg ${name}=…\`.`
    : `Has no default: the build must be given \`--build-arg ${name}=…\`.`;
};

const appFact = (stage: Stage | undefined, name: string): string => {
  const sections = stage?.apps.find((app) => app.name === name)?.sections ?? [];
  return `Made of ${sections.map((section) => inlineCode(`%${section.name.text}`)).join(", ")}.`;
};

/** What a variable means to engines and programs, and where not to look for it. */
const environmentFacts = (recipe: Recipe, { text, mentions }: Name, { start }: Span): readonly string[] => {
  const known = environmentVariable(text);
  const section = scriptAt(recipe, start)?.section;
  if (!known) return [];
  const isAmiss =
    /^(?:APPTAINER|SINGULARITY|SCIF)_/.test(text) &&
    section !== undefined &&
    !known.sections.includes(section) &&
    mentions.every(({ role }) => role === "use");
  return isAmiss
    ? [known.doc, `Of use in ${known.sections.map((each) => `\`%${each}\``).join(", ")} only.`]
    : [known.doc];
};

/** The places that define it, in the words of the file. */
const definitionFacts = (recipe: Recipe, { mentions, text }: Name): readonly string[] => {
  const defined = mentions.filter(({ role }) => role === "definition");
  const told = defined.slice(0, MOST_PLACES).map(({ span }) => {
    const { line } = recipe.lines.position(span.start);
    return `- ${lineName(recipe, span)}: ${inlineCode(valueAt(recipe, text, span) ?? textAt(recipe.file.text, recipe.lines.line(line)))}`;
  });
  const more = defined.length - told.length;
  return [[...told, ...(0 < more ? [`- and ${more} more`] : [])].join("\n")];
};

const MOST_PLACES = 5;

/** The assignment, when the place is one. */
const valueAt = (recipe: Recipe, name: string, place: Span): string | undefined => {
  const found = assignmentAt(recipe, place)?.assignment;
  return found?.name === name ? textAt(recipe.file.text, found.span) : undefined;
};

const assignmentAt = (recipe: Recipe, { start }: Span) => {
  const script = stageAt(recipe, start)?.scripts.find(({ body }) => body.start <= start && start < body.end);
  return script && assignmentsIn(script.tree).find(({ assignment }) => assignment.nameSpan.start === start);
};

/** Of what others set, or look for, it says nothing that nobody does so here. */
const usage = (recipe: Recipe, { kind, text, mentions }: Name): string => {
  if (kind === "label") return "";
  const uses = mentions.filter(({ role }) => role === "use").length;
  const isKnown = kind === "variable" && environmentVariable(text) !== undefined;
  // of a build argument it is said already that it has no default
  if (mentions.length === uses) return isKnown || kind === "argument" ? "" : "Nothing here defines it.";
  const leaves = isKnown || mentions.some(({ span }) => assignmentAt(recipe, span)?.exported);
  if (uses === 0) return leaves ? "" : "Nothing here uses it.";
  return `Used ${uses === 1 ? "once" : `${uses} times`}.`;
};

const lineName = ({ lines }: Recipe, { start }: Span): string => `line ${lines.position(start).line + 1}`;
