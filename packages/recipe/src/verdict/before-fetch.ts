/**
 * What an engine still refuses before it fetches anything: a header that is missing, an agent it does not know, keys an agent needs.
 * Source: apptainer `internal/pkg/build/{build,conveyorPacker}.go`, `internal/pkg/build/sources/`@v1.4.5.
 */

import type { Span } from "@deftools/text";
import type { Dialect } from "./dialect.ts";
import { refuse } from "./refusal.ts";

type Header = Readonly<Record<string, string>>;

/** A stage's header as the engine has it, and where it stands. */
export interface HeadedStage {
  readonly header: Header | null;
  readonly span: Span;
}

/** Throws `Refused` for the first thing the engine refuses; stages are looked at in order, as it does. */
export const checkBeforeFetch = (stages: readonly HeadedStage[], dialect: Dialect): void => {
  for (const { header, span } of stages) {
    if (header === null)
      refuse(
        "multiple stages detected, all must have headers",
        span,
        "this stage has no header, so it has no base image",
        'write "Bootstrap:" and "From:" above its first section',
      );
  }
  const headed = stages.flatMap(({ header, span }) => (header === null ? [] : [{ header, span }]));
  for (const { header, span } of headed) checkAgent(header, span, dialect);
  for (const { header, span } of headed)
    for (const need of needs) if (need.agents.includes(header.bootstrap ?? "")) checkNeed(need, header, span);
};

const checkAgent = (header: Header, span: Span, dialect: Dialect): void => {
  const agent = header.bootstrap ?? "";
  if (agent === "")
    refuse(
      "unable to get conveyorpacker: no bootstrap specification found",
      span,
      header.from === undefined
        ? 'this stage has no "Bootstrap:"'
        : '"Bootstrap:" must be the first key of a header; what stands above it is a stage of its own',
      'begin the header with "Bootstrap:"',
    );
  if (!dialect.agents.has(agent))
    refuse(
      `unable to get conveyorpacker: invalid build source ${dialect.engine.family === "apptainer" ? agent : JSON.stringify(agent)}`,
      span,
      dialect.agents.has(agent.toLowerCase())
        ? "names of bootstrap agents are case-sensitive"
        : `"${agent}" is no bootstrap agent of this engine`,
      dialect.agents.has(agent.toLowerCase())
        ? `write "${agent.toLowerCase()}"`
        : `use one of ${[...dialect.agents].join(", ")}`,
    );
};

/** A key that agents cannot do without, with the engine's words when it is missing or empty. */
interface Need {
  readonly agents: readonly string[];
  readonly key: string;
  readonly error: string;
  readonly unless?: (header: Header) => boolean;
}

const mentionsVersion = ({ mirrorurl = "", updateurl = "" }: Header): boolean =>
  /%\{OSVERSION\}/i.test(mirrorurl + updateurl);

/** In the order the engine asks. */
const needs: readonly Need[] = [
  {
    agents: ["docker", "docker-daemon", "docker-archive", "oci", "oci-archive"],
    key: "from",
    error: "could not parse reference: ",
  },
  { agents: ["busybox"], key: "mirrorurl", error: "invalid busybox header, no mirrur url specified" },
  { agents: ["debootstrap"], key: "mirrorurl", error: "invalid debootstrap header, no mirrorurl specified" },
  { agents: ["debootstrap"], key: "osversion", error: "invalid debootstrap header, no osversion specified" },
  { agents: ["yum", "dnf"], key: "mirrorurl", error: "invalid yum header, no mirrorurl specified" },
  {
    agents: ["yum", "dnf"],
    key: "osversion",
    error: "invalid yum header, osversion referenced in mirror but no osversion specified",
    unless: (header) => !mentionsVersion(header),
  },
];

const checkNeed = ({ key, error, unless }: Need, header: Header, span: Span): void => {
  if (unless?.(header)) return;
  // Registry and Namespace are joined before From, so a reference may stand without it
  const value =
    key === "from" ? `${header.registry ?? ""}${header.namespace ?? ""}${header.from ?? ""}` : header[key];
  if (value === undefined || value === "")
    refuse(
      `conveyor failed to get: ${error}`,
      span,
      `bootstrap agent "${header.bootstrap}" needs "${words[key]}"`,
      `add "${words[key]}:" to the header`,
    );
};

const words: Readonly<Record<string, string>> = {
  from: "From",
  mirrorurl: "MirrorURL",
  osversion: "OSVersion",
};
