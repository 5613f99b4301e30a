/**
 * The NVIDIA driver of this machine, for programs in an image: its devices, libraries and tools.
 * Which libraries: apptainer v1.4.5, etc/nvliblist.conf.
 */

import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ScriptSettings } from "@deftools/build";
import type { SandboxPorts } from "@deftools/sandbox";

type Binds = ScriptSettings["binds"];

/** What there is of it; empty on a machine without. */
export const nvidiaBinds = async (machine: SandboxPorts): Promise<Binds> => {
  const devices = (await readdir("/dev").catch(() => []))
    .filter((name) => name.startsWith("nvidia"))
    .sort()
    .map((name) => ({ source: `/dev/${name}`, target: `/dev/${name}` }));
  const tools = TOOLS.flatMap((name) => {
    const source = machine.findProgram(name);
    return source === undefined ? [] : [{ source, target: `/usr/bin/${name}`, readOnly: true }];
  });
  return [...devices, ...librariesIn(await linkerCache(machine), machine.architecture), ...tools];
};

const TOOLS = [
  "nvidia-smi",
  "nvidia-debugdump",
  "nvidia-persistenced",
  "nvidia-cuda-mps-control",
  "nvidia-cuda-mps-server",
];

const LIBRARY =
  /^lib(cuda|cudadebugger|nvcuvid|nvoptix|nvidia-[\w-]+|EGL_nvidia|GLX_nvidia|GLESv\w+_nvidia|vdpau_nvidia)\.so/;

/** Lines of `ldconfig -p`: `libcuda.so.1 (libc6,x86-64) => /usr/lib/…`. */
const librariesIn = (listing: string, architecture: string): Binds => {
  const known = new Map<string, string>();
  const word = architecture === "x64" ? "x86-64" : "";
  for (const line of listing.split("\n")) {
    const [, name = "", kind = "", path = ""] = /^\s*(\S+) \(([^)]*)\) => (\S+)$/.exec(line) ?? [];
    if (LIBRARY.test(name) && kind.includes(word) && !known.has(name)) known.set(name, path);
  }
  return [...known].map(([name, source]) => ({
    source,
    target: join("/.singularity.d/libs", name),
    readOnly: true,
  }));
};

const linkerCache = async (machine: SandboxPorts): Promise<string> => {
  const ldconfig = machine.findProgram("ldconfig");
  if (ldconfig === undefined) return "";
  const { stdout } = await promisify(execFile)(ldconfig, ["-p"], { maxBuffer: 16 * 1024 * 1024 });
  return stdout;
};
