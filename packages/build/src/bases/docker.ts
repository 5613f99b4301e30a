/** The agent `docker`: a base image from a registry, named by `From` with `Registry` and `Namespace` in front. */

import type { HeaderEntry } from "@deftools/grammar";
import type { Stage } from "@deftools/recipe";
import type { DockerBase } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";

/** The base a header asks for; undefined when it does not say, or says it wrongly, which is reported. */
export const dockerBase = (stage: Stage, report: Report): DockerBase | undefined => {
  for (const [key, entry] of stage.header) checkKeyword(key, entry, report);
  const image = stage.bootstrap?.image;
  if (image === undefined || (stage.bootstrap?.from?.text ?? "") === "") {
    report({
      code: "build/no-from",
      severity: "error",
      message: `"From" is missing: nothing says which image to start from`,
      span: stage.bootstrap?.agent.span ?? stage.node.span,
      hint: 'add a line such as "From: debian:12"',
    });
    return undefined;
  }
  if (image.reference === undefined) {
    report({
      code: "build/bad-reference",
      severity: "error",
      message: `"${image.text}" is no image reference: ${image.problem?.message ?? "it cannot be read"}`,
      span: image.span,
      hint: "write it as [registry/]repository[:tag][@digest], without a scheme",
    });
    return undefined;
  }
  return { agent: "docker", reference: image.reference };
};

const checkKeyword = (key: string, { key: word }: HeaderEntry, report: Report): void => {
  if (used.has(key)) return;
  const message = `"${word.text}" has no effect with the agent "docker"`;
  if (credentials.has(key))
    report({
      code: "build/credentials-in-recipe",
      severity: "error",
      message: `"${word.text}" would put credentials into the image, which stores its recipe`,
      span: word.span,
      hint: "take the line out; set APPTAINER_DOCKER_USERNAME and APPTAINER_DOCKER_PASSWORD, or use --authfile",
    });
  else if (key === "includecmd")
    report({
      code: "build/ignored-keyword",
      severity: "warning",
      message,
      span: word.span,
      hint: "no engine since 3.0 reads it; the image's ENTRYPOINT and CMD are combined",
    });
  else if (ignored.has(key) || /^otherurl\d+$/.test(key))
    report({ code: "build/ignored-keyword", severity: "warning", message, span: word.span });
  else
    report({
      code: "build/unknown-keyword",
      severity: "error",
      message: `"${word.text}" is no header keyword`,
      span: word.span,
      hint: "engines refuse it; take the line out or mend its spelling",
    });
};

/** What this agent reads. */
const used = new Set(["bootstrap", "from", "registry", "namespace", "stage"]);

/** Keywords of recipes for 2.x registries clients; today's engines refuse them. */
const credentials = new Set(["username", "password", "token"]);

/** What the engines accept with any agent, and read with others only (apptainer 1.5, pkg/build/types/parser). */
const ignored = new Set(
  (
    "library mirrorurl updateurl osversion include product user regcode productpgp registerurl modules setopt confurl " +
    "fingerprints target frontend filename buildargs"
  ).split(" "),
);
