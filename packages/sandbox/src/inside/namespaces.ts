/**
 * The script of the rungs that mount by themselves: root, and both kinds of user namespaces.
 *
 *     unshare --mount --pid …            new namespaces; what is mounted in them ends with them
 *       └─ sh inside.sh, process 1       mounts the tree, moves it to /
 *            └─ setpriv → chroot → the command
 *
 * Process 1 keeps the host's root as its own. The command cannot get at that through /proc/1: it has fewer capabilities, and the kernel
 * lets nobody look into a process that has more. Nor can it unmount what lies over the host, for the same reason.
 */

import type { Script, Setup } from "../driver.ts";
import { OWN, STARTED } from "../driver.ts";
import { need } from "../need.ts";
import type { SandboxPorts } from "../ports.ts";
import { BINDS, bindMounts, systemMounts } from "./mounts.ts";
import { PLACES } from "./places.ts";
import { quote, quoteAll } from "./quote.ts";
import { environmentOf, OPENING } from "./start.ts";

export interface NamespaceOptions {
  /** The start of the command that enters the user namespace; empty for real root. */
  readonly world: readonly string[];
  readonly isRealRoot: boolean;
  /** Loads the filter, where ids must be made believe. */
  readonly loader?: readonly string[];
  readonly filter?: Uint8Array;
}

/** The script. @throws Failure "sandbox/no-program" when util-linux or chroot is missing */
export const namespaceScript = (
  ports: SandboxPorts,
  { base, keeping, request, mounts }: Setup,
  { world, isRealRoot, loader = [], filter }: NamespaceOptions,
): Script => {
  const { cwd = "/", network = "host" } = request;
  const ip = network === "none" ? ports.findProgram("ip") : undefined;
  const text = [
    OPENING,
    PLACES,
    BINDS,
    keeping === "overlay" ? overlay(base, isRealRoot) : COPY,
    systemMounts({ isRealRoot }),
    bindMounts(mounts),
    ip === undefined ? "" : `${quote(ip)} link set lo up || :`,
    `cd ${OWN.root}`,
    "mount -n --move . /",
    environmentOf(request),
    `echo ${STARTED} >&4`,
    // what runs in the background would not hear an interrupt
    `${quoteAll([...restrict(ports), ...loader, ...enter(ports, cwd), ...request.argv])} <&5 2>&6 4>&- 5<&- 6>&-${request.terminal ? "" : " &"}`,
    ...(request.terminal ? [] : ["exec 4>&- 5<&- 6>&-", "wait $!"]),
    "exit $?",
  ].join("\n");
  const argv = [
    ...world,
    need(ports, "unshare"),
    ...["--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "--ipc"],
    ...(network === "none" ? ["--net"] : []),
    ...["/bin/sh", OWN.script],
  ];
  return { text, argv, ...(filter && { filter }) };
};

/** Paths are relative to the current folder, so none needs the escapes of mount options. Unknown defaults of kernels are pinned. */
export const overlay = (base: string, isRealRoot: boolean): string => `
mount -n --rbind -- ${quote(base)} ${OWN.base}
mount -n -t overlay -o ${[
  `nodev,lowerdir=${OWN.seed}:${OWN.base}:${OWN.skeleton},upperdir=${OWN.upper},workdir=${OWN.work}`,
  isRealRoot ? "index=off,metacopy=off,redirect_dir=off" : "userxattr,index=off",
].join(",")} overlay ${OWN.root}
`;

const COPY = `
mount -n --bind ${OWN.root} ${OWN.root}
mount -n -o remount,bind,nodev ${OWN.root}
`;

/** What root needs to install software, and nothing to reach the host with: the list containers commonly have. */
const CAPABILITIES = [
  ...["chown", "dac_override", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap", "setfcap", "mknod"],
  ...["net_bind_service", "net_raw", "sys_chroot", "audit_write"],
];

const restrict = (ports: SandboxPorts): readonly string[] => [
  need(ports, "setpriv"),
  "--no-new-privs",
  "--inh-caps=-all",
  `--bounding-set=-all,${CAPABILITIES.map((name) => `+${name}`).join(",")}`,
];

/** `unshare` of util-linux before 2.34 cannot change the root, so `chroot` does what it can. */
const enter = (ports: SandboxPorts, cwd: string): readonly string[] =>
  cwd === "/" ? [need(ports, "chroot"), "."] : [need(ports, "unshare"), "--root=.", `--wd=${cwd}`, "--"];
