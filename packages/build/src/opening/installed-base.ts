/**
 * A distribution as a base, installed by programs of this machine in a sandbox that shows those read-only:
 *
 *     /usr /bin /lib …        the machine's          /given    what was fetched for it
 *     /target                 the root to be         /target/dev/null …    devices, lent
 *
 * What came of it is kept like the result of a script, by everything that went in. Nobody may mount or make devices there, and installers
 * want to: such programs are answered with "done", as the engine does it for those who are not root.
 */

import { createHash } from "node:crypto";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ByteStream, createOutputFile, makeFolder, sinkAt } from "@deftools/bytes";
import { formatPlatform, type Platform } from "@deftools/oci";
import { type Directory, emptyRoot, lookUp, walk } from "@deftools/rootfs";
import { type Bind, hostPrograms, openSandbox, type SandboxPorts, type UsableRung } from "@deftools/sandbox";
import type { PlacedFile } from "@deftools/squashfs";
import { Failure } from "@deftools/trouble";
import { agentPrograms } from "../bases/agent-programs.ts";
import type { InstalledBase } from "../build-plan.ts";
import type { Pack } from "../packs/pack.ts";
import { keepChanges, layPack } from "../scripts/script-changes.ts";
import type { StageScriptPorts } from "../scripts/script-ports.ts";
import { toldRun } from "../scripts/told-run.ts";
import type { Workshop } from "../workshop.ts";
import type { OpenedBase } from "./opened-base.ts";

/** What installing needs of the world. */
export interface InstallPorts extends StageScriptPorts {
  download(url: string, signal?: AbortSignal): ByteStream;
}

interface Circumstances {
  readonly platform: Platform;
  /** Of all files at most, in seconds since 1970, where the plan has one. */
  readonly time: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Installs it, unless that was done before. @throws Failure "build/no-program", "build/cannot-install", "build/script-failed" */
export const openInstalledBase = async (
  ports: InstallPorts,
  workshop: Workshop,
  base: InstalledBase,
  { platform, time, signal }: Circumstances,
): Promise<OpenedBase> => {
  const { scripts, tell } = ports;
  const rung = await scripts.findRung();
  const { name: codec, level } = workshop.compressor;
  const inputs = [INSTALL_VERSION, base.script, base.downloads, formatPlatform(platform), rung.keeps];
  const key = createHash("sha256").update(JSON.stringify(inputs)).digest("hex");
  const name = `base-${key}.${codec}-${level}`;
  const known = await findResult(ports, key, name);
  if (known !== undefined) tell({ kind: "script-cached", step: base.title });
  else {
    await install(ports, workshop, base, { platform, rung, name, signal });
    await scripts.notes.write(key, String(Date.now()));
  }
  const pack = known ?? (await ports.packs.find(name));
  const tree = pack && layPack(workshop, pack, emptyRoot(), time ?? Number.POSITIVE_INFINITY);
  const target = tree && lookUp(tree, TARGET.slice(1), { followLast: false });
  if (target?.kind !== "directory")
    throw new Failure("build/cannot-install", `${base.title} left nothing behind`, { hint: "try --refresh" });
  const root: Directory<PlacedFile> = { ...target, mode: 0o755, uid: 0, gid: 0 };
  return { root, name: base.title, platform, created: newest(root) };
};

/** Goes up when the same script would be run, or its result read, otherwise. */
const INSTALL_VERSION = 1;

const findResult = async (
  { scripts, packs }: InstallPorts,
  key: string,
  name: string,
): Promise<Pack | undefined> => {
  const { cache, maxAgeMs } = scripts.settings;
  if (cache !== "use") return undefined;
  if (maxAgeMs !== undefined) {
    const made = Number(await scripts.notes.read(key));
    if (!(Date.now() - maxAgeMs <= made)) return undefined;
  }
  return packs.find(name);
};

const newest = (root: Directory<PlacedFile>): number => {
  let time = 0;
  for (const { node } of walk(root)) time = Math.max(time, node.mtime);
  return time;
};

const TARGET = "/target";

interface Installation extends Omit<Circumstances, "time"> {
  readonly rung: UsableRung;
  /** Of the pack. */
  readonly name: string;
}

const install = async (
  { scripts, packs, tell, download }: InstallPorts,
  workshop: Workshop,
  base: InstalledBase,
  { platform, rung, name, signal }: Installation,
): Promise<void> => {
  checkMachine(scripts.sandbox, base, platform, rung);
  await makeFolder(scripts.workFolder, 0o700);
  const folder = await mkdtemp(join(scripts.workFolder, "install-"));
  try {
    const ground = join(folder, "base");
    const given = join(folder, "given");
    await prepareGround(ground);
    await mkdir(given, { mode: 0o755 });
    for (const [file, url] of Object.entries(base.downloads))
      await save(download(url, signal), join(given, file), url);
    const binds: readonly Bind[] = [
      ...(await hostPrograms(ground, CONFIGURATIONS)),
      ...(await standIns(scripts.sandbox)),
      ...DEVICES.map((device) => ({ source: device, target: `${TARGET}${device}` })),
      { source: given, target: "/given", readOnly: true },
    ];
    const sandbox = await openSandbox(scripts.sandbox, {
      base: ground,
      workDirectory: scripts.workFolder,
      rung,
    });
    try {
      const { title: step } = base;
      tell({ kind: "script-started", step });
      const env = { HOME: "/root", LC_ALL: "C", DEBIAN_ARCH: debianName(platform), container: "lxc" };
      await toldRun(scripts, tell, { step, signal, wayOut: MIRRORS }, (output, _, limits) =>
        sandbox.run({
          argv: ["/bin/sh", "-ec", base.script],
          env: { ...scripts.settings.proxies, ...env },
          binds,
          stdout: output,
          stderr: output,
          ...limits,
        }),
      );
      await keepChanges(packs, workshop.compressor, { key: name, sandbox, mend: (record) => record });
      tell({ kind: "script-done", step });
    } finally {
      await sandbox.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** The usual reasons. */
const MIRRORS = "see whether the mirror can be reached from here, and has this version and these packages";

/** Says what is missing before anything is fetched. */
const checkMachine = (
  sandbox: SandboxPorts,
  { agent, title }: InstalledBase,
  platform: Platform,
  rung: UsableRung,
): void => {
  const programs = agentPrograms.find(({ agents }) => agents.includes(agent))?.programs ?? [];
  for (const { anyOf, install: way } of programs)
    if (!anyOf.some((program) => sandbox.findProgram(program) !== undefined))
      throw new Failure(
        "build/no-program",
        `the agent "${agent}" needs the program ${anyOf.join(" or ")}, which is not on this machine`,
        { hint: `${way}; or start from an image of the distribution: "Bootstrap: docker"` },
      );
  if (rung.name === "proot")
    throw new Failure(
      "build/cannot-install",
      `${title} cannot be done under proot: it has to change the root`,
      {
        hint: 'defbuild doctor tells how to get another way; or start from an image: "Bootstrap: docker"',
      },
    );
  const own = NODE_NAMES[sandbox.architecture] ?? sandbox.architecture;
  if (platform.architecture !== own)
    throw new Failure(
      "build/cannot-install",
      `${title} for ${formatPlatform(platform)} cannot be done on ${own}: its programs do not run here`,
      { hint: "build it on such a machine, or start from an image of a registry" },
    );
};

const NODE_NAMES: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386", ppc64: "ppc64le" };

const debianName = ({ architecture }: Platform): string => DEBIAN_NAMES[architecture] ?? architecture;

const DEBIAN_NAMES: Readonly<Record<string, string>> = { "386": "i386", arm: "armhf", ppc64le: "ppc64el" };

/** What programs that install look at beside themselves; nothing in there is a secret, and none of it gets into the root. */
const CONFIGURATIONS = [
  ...["alternatives", "ca-certificates", "crypto-policies", "ld.so.cache", "nsswitch.conf", "pacman.conf"],
  ...["pacman.d", "pki", "rpm", "ssl"],
].map((name) => `/etc/${name}`);

const DEVICES = ["/dev/null", "/dev/random", "/dev/urandom", "/dev/zero"];

const prepareGround = async (ground: string): Promise<void> => {
  await makeFolder(join(ground, "etc"), 0o755);
  await writeFile(join(ground, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
  await writeFile(join(ground, "etc/group"), "root:x:0:\n");
  for (const name of ["etc/apt/apt.conf.d", "root", "run", "var/lib", "var/cache", "var/log", "target"])
    await makeFolder(join(ground, name), 0o755);
};

/** Programs for which the sandbox has done what is needed, or which cannot do it here. */
const STAND_INS = ["mount", "umount", "mknod"];

const standIns = async (sandbox: SandboxPorts): Promise<readonly Bind[]> => {
  const binds: Bind[] = [];
  for (const name of STAND_INS) {
    const [done, program] = [sandbox.findProgram("true"), sandbox.findProgram(name)];
    if (done === undefined || program === undefined) continue;
    binds.push({ source: await realpath(done), target: await realpath(program), readOnly: true });
  }
  return binds;
};

/** The most that is fetched for one file, in bytes. */
const LARGEST_DOWNLOAD = 64 * 1024 * 1024;

const save = async (bytes: ByteStream, path: string, url: string): Promise<void> => {
  const file = await createOutputFile(path, { mode: 0o755 });
  try {
    const sink = sinkAt(file, 0);
    for await (const piece of bytes) {
      await sink.write(piece);
      if (LARGEST_DOWNLOAD < sink.position)
        throw new Failure("build/cannot-install", `${url} has more than ${LARGEST_DOWNLOAD} bytes`);
    }
    await file.commit();
  } finally {
    await file.discard();
  }
};
