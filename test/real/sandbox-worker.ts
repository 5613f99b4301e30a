/**
 * The sandbox under a user of its own: `sandbox.test.ts` starts this as root, and as ordinary users. A request is one JSON on the command
 * line; the answer is one JSON on standard output.
 */

import { writeSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ByteStream, collect } from "@deftools/bytes";
import {
  difference,
  fromByteString,
  type LayerRecord,
  mergeLayers,
  type RegularFile,
  readLayer,
  snapshotTree,
} from "@deftools/rootfs";
import {
  extractTree,
  openSandbox,
  probe,
  type RunRequest,
  thisMachine,
  type UsableRung,
} from "@deftools/sandbox";
import { type LayerEntry, layerTar, smallRootLayer } from "@deftools/testkit";

/** What the test asks for. */
export interface WorkerRequest {
  readonly rung: Pick<UsableRung, "name" | "changes" | "keeps">;
  /** Over a small root with a shell. */
  readonly entries?: readonly LayerEntry[];
  /** What the sandbox has besides, laid on that. */
  readonly seed?: readonly LayerEntry[];
  /** One after the other in one sandbox. */
  readonly runs: readonly (Omit<RunRequest, "stdin" | "stdout" | "stderr" | "signal"> & {
    readonly stdin?: string;
    /** Says each piece of output as it comes, as a line on standard error. */
    readonly isLive?: boolean;
  })[];
}

export interface WorkerAnswer {
  readonly outcomes: readonly {
    readonly status: number;
    readonly signal?: string;
    readonly ended?: string;
    readonly stdout: string;
    readonly stderr: string;
  }[];
  /** One line each: kind, path, mode, owner, and content or target. */
  readonly changes: readonly string[];
}

const answer = async (request: WorkerRequest): Promise<WorkerAnswer> => {
  const ports = thisMachine();
  const { rung } = request;
  const folder = await mkdtemp(join(tmpdir(), "deftools-sandbox-"));
  const base = join(folder, "base");
  const layers = [(await smallRootLayer()).tar, await layerTar(request.entries ?? [])];
  const root = mergeLayers(await Promise.all(layers.map((tar) => readLayer(stream(tar), bytesOf))));
  await extractTree(ports, { root, readFile: (file) => stream(file.data), directory: base, rung });
  const seeded = await readLayer(stream(await layerTar(request.seed ?? [])), bytesOf);
  const records = difference(root, mergeLayers([seeded], { onto: snapshotTree(root) }));
  const seed = { records, readFile: (file: RegularFile<Uint8Array>) => stream(file.data) };
  const sandbox = await openSandbox(ports, { base, workDirectory: folder, rung, seed });
  try {
    const outcomes: WorkerAnswer["outcomes"][number][] = [];
    for (const { stdin, isLive, ...run } of request.runs) {
      const taken = { stdout: "", stderr: "" };
      const take = (name: "stdout" | "stderr") => (bytes: Uint8Array) => {
        const text = Buffer.from(bytes).toString("utf8");
        taken[name] += text;
        if (isLive) writeSync(2, `${text}`);
      };
      const outcome = await sandbox.run({
        ...run,
        stdout: take("stdout"),
        stderr: take("stderr"),
        ...(stdin !== undefined && { stdin: stream(Buffer.from(stdin)) }),
      });
      outcomes.push({ ...outcome, ...taken });
    }
    return { outcomes, changes: (await sandbox.changes(bytesOf)).map(lineOf) };
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
};

async function* stream(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const bytesOf = (content: ByteStream): Promise<Uint8Array> => collect(content, 2 ** 26, "a file of the test");

const lineOf = (record: LayerRecord<Uint8Array>): string => {
  const path = fromByteString(record.path);
  if (record.kind === "whiteout" || record.kind === "opaque") return `${record.kind} ${path}`;
  if (record.kind === "hard-link") return `hard-link ${path} to ${fromByteString(record.target)}`;
  const { node } = record;
  const owner = `${node.mode.toString(8)} ${node.uid}:${node.gid}`;
  const xattrs = node.xattrs.map(({ name }) => ` ${name}`).join("");
  if (node.kind === "file")
    return `file ${path} ${owner}${xattrs} ${Buffer.from(node.data).toString("utf8").trim()}`;
  if (node.kind === "symlink") return `symlink ${path} to ${node.target}`;
  if (node.kind === "character-device") return `device ${path} ${owner} ${node.major},${node.minor}`;
  return `${node.kind} ${path} ${owner}${xattrs}`;
};

const [, , text = ""] = process.argv;
// What the test wrote itself.
const request = JSON.parse(text) as WorkerRequest | "probe";
writeSync(1, `${JSON.stringify(request === "probe" ? await probe(thisMachine()) : await answer(request))}\n`);
