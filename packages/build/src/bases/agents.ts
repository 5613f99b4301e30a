/** The bootstrap agents of the engines, and which of them are built here: a row per agent. */

/** Agents by the name an engine accepts, case-sensitive. */
export const agents: Readonly<Record<string, "built" | "known">> = {
  docker: "built",
  "docker-archive": "known",
  "docker-daemon": "known",
  oci: "known",
  "oci-archive": "known",
  library: "known",
  shub: "known",
  oras: "known",
  localimage: "known",
  scratch: "known",
  busybox: "known",
  debootstrap: "known",
  arch: "known",
  yum: "known",
  dnf: "known",
  zypper: "known",
  buildkit: "known",
  dockerfile: "known",
};

/** The names of those that are built here, for messages. */
export const builtAgents: readonly string[] = Object.keys(agents).filter((name) => agents[name] === "built");
