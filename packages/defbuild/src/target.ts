/** Where a build goes: a SIF, a sandbox, or an OCI archive. It appears whole under its name, or not at all. */

import { readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Output } from "@deftools/build";
import { createOutputFile, removeUnfinished, unfinishedName } from "@deftools/bytes";
import { Failure } from "@deftools/trouble";
import { checkOutput } from "./output-path.ts";
import type { Ports } from "./ports.ts";

/** What was asked for. */
export type Target =
  | { readonly kind: "sif"; readonly path: string }
  | { readonly kind: "sandbox"; readonly path: string }
  | { readonly kind: "oci-archive"; readonly path: string; readonly tag?: string | undefined };

/** `--sandbox FOLDER`, `-o oci-archive:FILE[:TAG]`, `-o FILE`, in this order. */
export const targetOf = (
  flags: { readonly output?: string; readonly sandbox?: string },
  otherwise: string,
): Target => {
  if (flags.sandbox !== undefined) return { kind: "sandbox", path: flags.sandbox };
  const output = flags.output ?? otherwise;
  const [, path, tag] = /^oci-archive:(?:\/\/)?([^:]+)(?::(.+))?$/.exec(output) ?? [];
  return path === undefined ? { kind: "sif", path: output } : { kind: "oci-archive", path, tag };
};

/** An output that is being made; end it with exactly one of `commit` and `discard`. */
export interface OpenTarget {
  readonly output: Output;
  commit(): Promise<void>;
  discard(): Promise<void>;
}

interface Options {
  readonly force: boolean;
}

/** Makes sure that it may be made, before anything is done for it. @throws Failure "defbuild/output-exists", "defbuild/bad-output" */
export const checkTarget = async (
  target: Target,
  { cwd, operatingSystem }: Pick<Ports, "cwd" | "operatingSystem">,
  { force }: Options,
): Promise<void> => {
  if (target.kind !== "sandbox") return checkOutput(target.path, cwd, { force });
  if (operatingSystem === "win32")
    throw new Failure(
      "defbuild/bad-output",
      "a sandbox needs links, modes and names that Windows does not have",
      {
        hint: "write a SIF (-o FILE.sif) or an OCI archive (-o oci-archive:FILE), or work in WSL",
      },
    );
  const path = resolve(cwd, target.path);
  const there = await stat(path).catch(() => undefined);
  if (there === undefined) return;
  const names = there.isDirectory() ? await readdir(path) : undefined;
  if (names?.length === 0) return;
  if (names?.includes(".singularity.d") && force) return;
  throw new Failure("defbuild/output-exists", `${target.path} exists already, and is not overwritten`, {
    hint: names?.includes(".singularity.d")
      ? "use --force to replace it"
      : "choose another folder; only a sandbox is replaced by --force",
  });
};

/** Opens it. @throws Failure "bytes/cannot-write" */
export const openTarget = async (target: Target, cwd: string, { force }: Options): Promise<OpenTarget> => {
  const path = resolve(cwd, target.path);
  if (target.kind === "sandbox") return openSandbox(path);
  const file = await createOutputFile(path, {
    mode: target.kind === "sif" ? 0o755 : 0o644,
    overwrite: force,
  });
  const output: Output = target.kind === "sif" ? { kind: "sif", file } : { ...target, file };
  return { output, commit: file.commit, discard: file.discard };
};

const openSandbox = async (path: string): Promise<OpenTarget> => {
  const [parent, name] = [dirname(path), basename(path)];
  await removeUnfinished(parent, name);
  const folder = join(parent, unfinishedName(name));
  const remove = (what: string): Promise<void> => rm(what, { recursive: true, force: true });
  return {
    output: { kind: "sandbox", folder },
    commit: async () => {
      const old = join(parent, unfinishedName(name, "old"));
      const hadOld = await rename(path, old).then(
        () => true,
        () => false,
      );
      await rename(folder, path);
      if (hadOld) await remove(old);
    },
    discard: () => remove(folder),
  };
};
