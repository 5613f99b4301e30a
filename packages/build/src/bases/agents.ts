/** The bootstrap agents of the engines, and how each is planned: a row per agent. */

import type { Stage } from "@deftools/recipe";
import type { Base } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";
import { archBase } from "./arch.ts";
import { busyboxBase } from "./busybox.ts";
import { debootstrapBase } from "./debootstrap.ts";
import { dockerBase } from "./docker.ts";
import { libraryBase } from "./library.ts";
import { localBase } from "./localimage.ts";
import { orasBase } from "./oras.ts";
import { scratchBase } from "./scratch.ts";
import { shubBase } from "./shub.ts";
import { storedBase } from "./stored-image.ts";
import { yumBase } from "./yum.ts";
import { zypperBase } from "./zypper.ts";

type PlanBase = (stage: Stage, report: Report) => Base | undefined;

/** Agents by the name an engine accepts, case-sensitive; "known" ones are not built here. */
const agents: Readonly<Record<string, PlanBase | "known">> = {
  docker: dockerBase,
  "docker-archive": storedBase("docker-archive"),
  "docker-daemon": storedBase("docker-daemon"),
  oci: storedBase("oci"),
  "oci-archive": storedBase("oci-archive"),
  oras: orasBase,
  library: libraryBase,
  localimage: localBase,
  scratch: scratchBase,
  shub: shubBase,
  busybox: busyboxBase,
  debootstrap: debootstrapBase,
  arch: archBase,
  yum: yumBase("yum"),
  dnf: yumBase("dnf"),
  zypper: zypperBase,
  buildkit: "known",
  dockerfile: "known",
};

/** The base a stage starts from; undefined when it cannot be built, which is reported. */
export const planBase = (stage: Stage, report: Report): Base | undefined => {
  const agent = stage.bootstrap?.agent;
  if (agent === undefined || agent.text === "") {
    const { start } = stage.node.span;
    report({
      code: "build/no-agent",
      severity: "error",
      message: '"Bootstrap" is missing: nothing says where the image comes from',
      span: agent?.span ?? stage.node.header.entries[0]?.key.span ?? { start, end: start },
      hint: 'start the recipe with "Bootstrap: docker"',
    });
    return undefined;
  }
  const row = Object.hasOwn(agents, agent.text) ? agents[agent.text] : undefined;
  if (typeof row === "function") return row(stage, report);
  const lower = agent.text.toLowerCase();
  if (row === "known")
    report({
      code: "build/unsupported-agent",
      severity: "error",
      message: `the bootstrap agent "${agent.text}" has another program build a Dockerfile, which is not done here`,
      span: agent.span,
      hint: 'build it with docker, podman or buildah; then write "Bootstrap: docker-daemon", or "Bootstrap: oci-archive"',
    });
  else
    report({
      code: "build/unknown-agent",
      severity: "error",
      message: `"${agent.text}" is no bootstrap agent`,
      span: agent.span,
      hint: Object.hasOwn(agents, lower) ? `write it in lower case: "${lower}"` : supported,
    });
  return undefined;
};

const supported = `supported: ${Object.keys(agents)
  .filter((name) => agents[name] !== "known" && name !== "shub")
  .join(", ")}`;
