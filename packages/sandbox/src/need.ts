/** Programs of the host that cannot be done without. */

import { Failure } from "@deftools/trouble";
import type { SandboxPorts } from "./ports.ts";

/** The absolute path of a program. @throws Failure "sandbox/no-program" that names the package it comes in */
export const need = (ports: SandboxPorts, name: string): string => {
  const path = ports.findProgram(name);
  if (path !== undefined) return path;
  throw new Failure("sandbox/no-program", `the program ${name} is not on this machine`, {
    hint: `install ${packages[name] ?? name}`,
  });
};

/** The package a program comes in, as Debian and Fedora name it. */
const packages: Readonly<Record<string, string>> = {
  unshare: "util-linux",
  setpriv: "util-linux (setpriv on Alpine)",
  mount: "util-linux (mount on Debian)",
  chroot: "coreutils",
  newuidmap: "uidmap (Debian, Ubuntu) or shadow-utils (Fedora, RHEL)",
  newgidmap: "uidmap (Debian, Ubuntu) or shadow-utils (Fedora, RHEL)",
  bwrap: "bubblewrap",
  find: "findutils",
};
