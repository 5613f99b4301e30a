/** The script of a command of the host that sees a sandbox's tree as a folder: nothing is mounted but the tree, in its place. */

import { type Driver, OWN, type Script, type Setup, STARTED } from "../driver.ts";
import { need } from "../need.ts";
import type { SandboxPorts } from "../ports.ts";
import type { BesideRequest } from "../request.ts";
import { overlay } from "./namespaces.ts";
import { quote, quoteAll } from "./quote.ts";
import { environmentOf, OPENING } from "./start.ts";

/** The script, for sh in the sandbox's own folder. */
export const besideScript = async (
  ports: SandboxPorts,
  driver: Driver,
  { base, keeping, request }: Pick<Setup, "base" | "keeping"> & { readonly request: BesideRequest },
): Promise<Script> => {
  const isOverlay = keeping === "overlay";
  const text = [
    OPENING,
    isOverlay ? overlay(base, driver.name === "root") : "",
    `cd ${quote(request.cwd ?? "/")}`,
    environmentOf(request),
    `echo ${STARTED} >&4`,
    `${quoteAll(request.argv)} <&5 2>&6 4>&- 5<&- 6>&-`,
  ].join("\n");
  const ownMounts = isOverlay ? [need(ports, "unshare"), "--mount", "--propagation", "private"] : [];
  return { text, argv: [...(await driver.world(ports)), ...ownMounts, "/bin/sh", OWN.script] };
};
