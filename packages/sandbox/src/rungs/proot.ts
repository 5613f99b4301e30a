/**
 * PRoot: no namespaces at all, every system call is looked at from outside. Slow, and works where all else is closed. Owners are seen
 * by the command while it runs, and not kept. It works on a copy of the tree; nothing can be mounted read-only, and the network stays.
 */

import { join } from "node:path";
import { Failure } from "@deftools/trouble";
import type { Driver } from "../driver.ts";
import { OWN, STARTED } from "../driver.ts";
import { PLACES } from "../inside/places.ts";
import { quote, quoteAll } from "../inside/quote.ts";
import { environmentOf, OPENING } from "../inside/start.ts";
import { need } from "../need.ts";
import { lastWords, startProgram } from "../process.ts";

export const proot: Driver = {
  name: "proot",
  title: "proot",
  keeps: { owners: false, devices: false },
  keepings: ["copy"],
  obstacle: async (ports) =>
    ports.findProgram("proot") === undefined
      ? {
          why: "proot is not on this machine",
          remedy: "apt-get install proot, or put its static program on your PATH",
        }
      : undefined,
  remedy: () =>
    "ask the administrator to let you trace your own processes: sysctl kernel.yama.ptrace_scope=1",
  world: async (ports) => [need(ports, "proot"), "-0", "-r", "/"],
  script: async (ports, { folder, request, mounts }) => {
    const { cwd = "/", network = "host" } = request;
    if (network === "none")
      throw new Failure("sandbox/unsupported", "proot cannot take the network away", {
        hint: "build where user namespaces are open, or without --network none",
      });
    const colon = mounts.find(({ source, target }) => `${source}${target}`.includes(":"));
    if (colon)
      throw new Failure("sandbox/unsupported", `proot cannot bind a path with a colon: ${colon.source}`);
    const devices = ["null", "zero", "full", "random", "urandom", "tty", "ptmx"].map((name) => ({
      source: `/dev/${name}`,
      target: `/dev/${name}`,
      kind: "device",
    }));
    const folders = [
      ...["/dev/pts", "/proc", "/sys"].map((path) => ({ source: path, target: path })),
      { source: join(folder, OWN.shared), target: "/dev/shm" },
    ].map((bind) => ({ ...bind, kind: "folder" }));
    const endsTogether = (await knowsKillOnExit(need(ports, "proot"))) ? ["--kill-on-exit"] : [];
    const text = [
      OPENING,
      PLACES,
      "set --",
      ...[...devices, ...folders, ...mounts].flatMap(({ source, target, kind }) => [
        `place ${kind === "folder" ? "folder" : "file"} ${quote(target)}`,
        `set -- "$@" -b ${quote(source)}:"\${spot#root}"`,
      ]),
      environmentOf(request),
      `echo ${STARTED} >&4`,
      `exec ${quoteAll([need(ports, "proot"), "-0", ...endsTogether, "-r", OWN.root, "-w", cwd])} "$@" ${quoteAll(request.argv)} <&5 2>&6 4>&- 5<&- 6>&-`,
    ].join("\n");
    // Killed outright, it would leave those it traces behind; on this signal it kills them.
    return { text, argv: ["/bin/sh", OWN.script], endBy: "QUIT" };
  },
};

/** Before 5.1.107 it waits for what runs in the background to end. */
const knowsKillOnExit = async (program: string): Promise<boolean> => {
  const help = lastWords(HELP_SIZE);
  await startProgram([program, "--help"], { stdout: help.take }).ended;
  return help.text().includes("--kill-on-exit");
};

/** Bytes; it has some five thousand. */
const HELP_SIZE = 65536;
