/**
 * What Node cannot do to files of this machine, by programs that nearly every Linux has: extended attributes by `setfattr` and `getfattr`
 * (package attr), pipes and devices by `mknod` (coreutils). Where a program is missing or not allowed to, nothing is done, and the caller
 * tells.
 */

import { spawn } from "node:child_process";
import { type ByteString, fromByteString, type Node, toByteString } from "@deftools/rootfs";
import { type FoundXattrs, parseXattrDump, type Xattrs, xattrDump } from "./xattr-dump.ts";

/** Gives files their attributes, links as links; tells how many attributes were refused. Paths are below `folder`. */
export const writeXattrs = async (folder: string, files: readonly FoundXattrs[]): Promise<number> => {
  if (files.length === 0) return 0;
  const all = files.reduce((sum, { xattrs }) => sum + xattrs.length, 0);
  const done = await runTool("setfattr", ["--no-dereference", "--restore=-"], folder, xattrDump(files));
  if (done === undefined) return all;
  // it says a line of each that it could not set, and goes on
  return done.succeeded ? 0 : Math.min(all, done.complaints.split("\n").filter((line) => line !== "").length);
};

/** The attributes of all that is in a folder, by path; those that belong to this machine and not to the files are left out. */
export const readXattrs = async (folder: string): Promise<ReadonlyMap<ByteString, Xattrs>> => {
  const words = [
    "--recursive",
    "--physical",
    "--no-dereference",
    "--dump",
    "--match=-",
    "--encoding=hex",
    ".",
  ];
  const done = await runTool("getfattr", words, folder);
  const found = done === undefined ? [] : parseXattrDump(done.output.toString("latin1"));
  return new Map(
    found.map(({ path, xattrs }) => [path, xattrs.filter(({ name }) => !isThisMachines(name))] as const),
  );
};

const isThisMachines = (name: ByteString): boolean =>
  /^(?:(?:trusted|user)\.overlay\.|security\.(?!capability$)|system\.)/.test(name);

/** Makes a pipe or a device; tells whether it could. A socket belongs to who listens at it, and cannot be made. */
export const makeSpecialFile = async (
  folder: string,
  path: ByteString,
  node: Node<unknown>,
): Promise<boolean> => {
  const name = fromByteString(path);
  const kind = specialKind(node);
  // arguments of programs are text
  if (kind === undefined || toByteString(name) !== path) return false;
  const done = await runTool("mknod", ["--mode=600", "--", `./${name}`, ...kind], folder);
  return done?.succeeded === true;
};

const specialKind = (node: Node<unknown>): readonly string[] | undefined => {
  switch (node.kind) {
    case "fifo":
      return ["p"];
    case "block-device":
      return ["b", `${node.major}`, `${node.minor}`];
    case "character-device":
      return ["c", `${node.major}`, `${node.minor}`];
    default:
      return undefined;
  }
};

interface Done {
  readonly succeeded: boolean;
  readonly output: Buffer;
  readonly complaints: string;
}

/** Runs a program in a folder to its end; undefined when there is none. */
const runTool = (
  program: string,
  words: readonly string[],
  cwd: string,
  input = "",
): Promise<Done | undefined> =>
  new Promise((settle) => {
    const child = spawn(program, words, { cwd, env: { PATH: process.env["PATH"], LC_ALL: "C" } });
    const [output, complaints]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (bytes: Buffer) => output.push(bytes));
    child.stderr.on("data", (bytes: Buffer) => complaints.push(bytes));
    child.on("error", () => settle(undefined));
    child.on("close", (status) =>
      settle({
        succeeded: status === 0,
        output: Buffer.concat(output),
        complaints: Buffer.concat(complaints).toString(),
      }),
    );
    // a program that ends early is judged by its status
    child.stdin.on("error", () => undefined);
    child.stdin.end(Buffer.from(input, "latin1"));
  });
