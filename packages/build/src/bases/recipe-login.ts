/**
 * `Username`, `Password` and `Token`: keywords of recipes for old registry clients. What they say is used to log in, and kept nowhere: the
 * image stores its recipe, plans are printed, and logs are read by others.
 */

import type { Credentials } from "@deftools/oci";
import type { Recipe, Stage } from "@deftools/recipe";
import type { Span } from "@deftools/text";
import type { Base } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";

/** The keywords in lower case. */
export const loginKeywords: ReadonlySet<string> = new Set(["username", "password", "token"]);

/** Agents whose registries can be logged in to. */
export const loginAgents: ReadonlySet<string> = new Set(["docker", "oras"]);

/** A login that a recipe brings along. */
export interface RecipeLogin {
  readonly registry: string;
  readonly credentials: Credentials;
}

/** The login of a stage for the registry of its base; half a login is reported. */
export const recipeLogin = (stage: Stage, base: Base, report: Report): RecipeLogin | undefined => {
  if (base.agent !== "docker" && base.agent !== "oras") return undefined;
  const { registry } = base.reference;
  const [username, password, token] = [...loginKeywords].map((key) => stage.header.get(key)?.value);
  if (token) return { registry, credentials: { kind: "registry-token", token: token.text } };
  if (username && password)
    return { registry, credentials: { kind: "password", username: username.text, password: password.text } };
  const half = stage.header.get("username") ?? stage.header.get("password");
  if (half !== undefined)
    report({
      code: "build/credentials-in-recipe",
      severity: "error",
      message: "a login needs both Username and Password",
      span: half.key.span,
      hint: "give both, or take the line out",
    });
  return undefined;
};

/** The names of the build arguments that logins of a recipe are filled in from. */
export const loginArguments = ({ file, stages }: Recipe): ReadonlySet<string> => {
  const logins = stages.flatMap(loginEntries);
  const isInside = (inner: Span): boolean =>
    logins.some(({ span }) => span.start <= inner.start && inner.end <= span.end);
  return new Set(file.placeholders.filter(({ span }) => isInside(span)).map(({ name }) => name.text));
};

/** A recipe's text without its logins, and without the values of build arguments they are filled in from. */
export const withoutLogins = ({ file: { text }, stages }: Recipe, names: ReadonlySet<string>): string => {
  const lines = stages.flatMap(loginEntries).map(({ span }) => wholeLines(text, span));
  const values = stages
    .flatMap((stage) => stage.arguments)
    .flatMap(({ key, value }) => (value !== undefined && names.has(key.text) ? [value.span] : []));
  return [...lines, ...values]
    .sort((a, b) => b.start - a.start)
    .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
};

/** Reports every login whose secret also stands somewhere else in what will be stored. */
export const checkStored = (stage: Stage, stored: string, report: Report): void => {
  for (const key of ["password", "token"]) {
    const entry = stage.header.get(key);
    const secret = entry?.value?.text ?? "";
    if (entry === undefined || secret.length < SHORTEST_SECRET || !stored.includes(secret)) continue;
    report({
      code: "build/credentials-in-recipe",
      severity: "error",
      message: `what "${entry.key.text}" says also stands elsewhere in the recipe, which the image stores`,
      span: entry.key.span,
      hint: "take it out there; set APPTAINER_DOCKER_USERNAME and APPTAINER_DOCKER_PASSWORD, or use --authfile",
    });
  }
};

/** Shorter ones are part of many words. */
const SHORTEST_SECRET = 4;

const loginEntries = ({ node }: Stage) =>
  node.header.entries.filter(({ key }) => loginKeywords.has(key.text.trim().toLowerCase()));

/** From the start of the first line to the end of the last, its line end included. */
const wholeLines = (text: string, { start, end }: Span): Span => {
  const last = text.indexOf("\n", end);
  return { start: text.lastIndexOf("\n", start - 1) + 1, end: last === -1 ? text.length : last + 1 };
};
