/** `defbuild pull [OUT] URI`: an image as a SIF. One that is a SIF already is fetched as it is. */

import { resolve } from "node:path";
import { createOutputFile, openFileSource, sinkAt, streamOf } from "@deftools/bytes";
import { formatLibraryReference, type Source } from "@deftools/oci";
import { formatReference, type ImageReference } from "@deftools/reference";
import { Failure } from "@deftools/trouble";
import { buildSource, planOptions } from "./build-command.ts";
import type { BuildFlags } from "./build-flags.ts";
import { exitCode } from "./exit-code.ts";
import { readSource } from "./input.ts";
import { machineOptions, openMachine } from "./machine.ts";
import { checkOutput } from "./output-path.ts";
import type { Ports } from "./ports.ts";
import { openProgress } from "./progress/progress.ts";
import { defaultName } from "./source-name.ts";
import { visible } from "./visible.ts";

/** One or two words: where to, and where from. Returns the exit code. */
export const pullCommand = async (
  ports: Ports,
  [first = "", second, ...more]: readonly string[],
  flags: BuildFlags,
): Promise<number> => {
  if (more.length > 0)
    throw new Failure("defbuild/bad-source", `"${more[0]}" is one word too many`, {
      hint: "write: defbuild pull [OUT] URI",
    });
  const source = readSource(second ?? first);
  if (source.kind === "path")
    throw new Failure("defbuild/bad-source", `"${source.path}" is no URI`, {
      hint: "write where it is: docker://…, oras://…; to convert an image of this machine, use defbuild IMAGE -o OUT",
    });
  const output = second === undefined ? (flags.output ?? defaultName(source)) : first;
  if (source.kind === "oras" || source.kind === "library") return pullSif(ports, source, output, flags);
  const made = await buildSource(ports, source, { ...flags, output });
  if (source.kind === "docker" && source.reference.digest === undefined && made?.digest && !flags.quiet)
    ports.stderr.write(tagWarning(source.reference, made.digest));
  return exitCode.ok;
};

const tagWarning = ({ registry, repository, ranges }: ImageReference, digest: string): string =>
  "warning: a tag can be moved to another image at any time, so it may not be the same one tomorrow\n" +
  `  hint: pull docker://${visible(formatReference({ registry, repository, ranges, digest }))} to get this one again\n`;

const pullSif = async (
  ports: Ports,
  source: Extract<Source, { kind: "oras" | "library" }>,
  output: string,
  flags: BuildFlags,
): Promise<number> => {
  await checkOutput(output, ports.cwd, { force: flags.force === true });
  const progress = openProgress(flags.quiet ? "none" : flags.progress, ports);
  try {
    const machine = await openMachine(ports, machineOptions(ports, flags), progress.tell);
    try {
      const { platform } = planOptions(ports, flags);
      const base =
        source.kind === "oras"
          ? ({ agent: "oras", reference: source.reference } as const)
          : ({ agent: "library", reference: source.reference } as const);
      const path = await machine.build.fetchSif(base, platform, ports.signal);
      await copyWhole(path, resolve(ports.cwd, output), flags.force === true);
    } finally {
      await machine.close();
    }
  } finally {
    progress.end();
  }
  if (!flags.quiet) ports.stderr.write(`pulled ${visible(output)} from ${visible(nameOf(source))}\n`);
  return exitCode.ok;
};

const nameOf = (source: Extract<Source, { kind: "oras" | "library" }>): string =>
  source.kind === "oras" ? formatReference(source.reference) : formatLibraryReference(source.reference);

const copyWhole = async (from: string, to: string, overwrite: boolean): Promise<void> => {
  const source = await openFileSource(from);
  try {
    const file = await createOutputFile(to, { mode: 0o755, overwrite });
    try {
      const sink = sinkAt(file, 0);
      for await (const part of streamOf(source)) await sink.write(part);
      await file.commit();
    } finally {
      await file.discard();
    }
  } finally {
    await source.close();
  }
};
