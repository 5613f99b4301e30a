/** Who the root of a rung is, for whoever keeps trees that it wrote. */

import type { SandboxPorts } from "./ports.ts";
import type { UsableRung } from "./rung.ts";
import { driverOf } from "./rungs.ts";

/**
 * The start of a command that runs a program of the host as the root of the rung's ids. Where it is the same, a tree on the disk has the
 * same owners.
 */
export const worldOf = (ports: SandboxPorts, rung: Pick<UsableRung, "name">): Promise<readonly string[]> =>
  driverOf(rung.name).world(ports);
