/** What a script changed, as a pack and onto a tree. */

import { type ByteStream, type OutputFile, sinkAt } from "@deftools/bytes";
import {
  type ByteString,
  type Directory,
  fromByteString,
  type LayerRecord,
  lookUp,
  mergeLayers,
} from "@deftools/rootfs";
import type { Sandbox } from "@deftools/sandbox";
import { type Compressor, createDataArea, type PlacedFile, type StoredFile } from "@deftools/squashfs";
import { assert, Failure } from "@deftools/trouble";
import { placeRecord } from "../opening/layered-base.ts";
import type { Pack } from "../packs/pack.ts";
import { finishPackFile, readPackFile } from "../packs/pack-file.ts";
import type { PackFolder } from "../packs/pack-folder.ts";
import type { Workshop } from "../workshop.ts";
import { type Secret, watchForSecrets } from "./secrets.ts";

interface Result {
  readonly key: string;
  readonly sandbox: Sandbox;
  /** Turns what was read into what is kept. */
  readonly mend: (record: LayerRecord<StoredFile>) => LayerRecord<StoredFile>;
  /** Changes contents on their way. */
  readonly filter?: (content: ByteStream, path: ByteString) => ByteStream;
  /** Texts that must not be in it. */
  readonly secrets?: readonly Secret[];
}

/** Keeps what was changed in a sandbox under a key. @throws Failure "build/secret-in-image" */
export const keepChanges = async (
  packs: PackFolder,
  compressor: Compressor,
  result: Result,
): Promise<void> => {
  const file = await writeChanges(packs, compressor, result);
  try {
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
};

/** The same as a pack that goes away when it is closed. */
export const changesOnce = async (
  packs: PackFolder,
  compressor: Compressor,
  result: Result,
): Promise<Pack> => {
  const file = await writeChanges(packs, compressor, result);
  const pack = await readPackFile(await packs.peek(file));
  assert(pack, "a pack that was just written is whole");
  const close = async (): Promise<void> => {
    await pack.close();
    await file.discard();
  };
  return { ...pack, close };
};

const writeChanges = async (
  packs: PackFolder,
  compressor: Compressor,
  { key, sandbox, mend, filter = (content) => content, secrets = [] }: Result,
): Promise<OutputFile> => {
  const file = await packs.create(key);
  const watch = watchForSecrets(secrets);
  const leaks = new Map<StoredFile, string>();
  try {
    const area = createDataArea(sinkAt(file, 0), { compressor });
    const records = await sandbox.changes(async (content, _size, path) => {
      const found: string[] = [];
      const stored = await area.add(watch(filter(content, path), (id) => found.push(id)));
      if (found[0] !== undefined) leaks.set(stored, found[0]);
      return stored;
    });
    refuseLeaks(records, leaks);
    await finishPackFile(file, { area: await area.finish(), records: records.map(mend) });
    return file;
  } catch (error) {
    await file.discard();
    throw error;
  }
};

const refuseLeaks = (
  records: readonly LayerRecord<StoredFile>[],
  leaks: ReadonlyMap<StoredFile, string>,
): void => {
  for (const record of records) {
    if (record.kind !== "node" || record.node.kind !== "file") continue;
    const id = leaks.get(record.node.data);
    if (id !== undefined)
      throw new Failure(
        "build/secret-in-image",
        `the script left the secret "${id}" in /${fromByteString(record.path)}, which would be in the image`,
        { hint: `remove the file in the script that made it, or read /run/secrets/${id} in its place` },
      );
  }
};

/** No file is newer than `time`; where owners were not kept, whoever had a place keeps it. */
export const mendRecord = <Data>(
  tree: Directory<PlacedFile>,
  { time, keepsOwners }: { readonly time: number; readonly keepsOwners: boolean },
) => {
  const mend = <Node extends { readonly kind: string; readonly mtime: number }>(
    path: string,
    node: Node,
  ): Node => {
    const before = keepsOwners ? undefined : lookUp(tree, path, { followLast: false });
    const owner = before?.kind === node.kind ? { uid: before.uid, gid: before.gid } : {};
    return { ...node, ...owner, mtime: Math.min(node.mtime, time) };
  };
  return (record: LayerRecord<Data>): LayerRecord<Data> => {
    switch (record.kind) {
      case "node":
        return { ...record, node: mend(record.path, record.node) };
      case "directory":
        return { ...record, node: mend(record.path, record.node) };
      default:
        return record;
    }
  };
};

/** Lays a pack on a tree, which is changed, and gives the tree that came of it. */
export const layPack = (
  workshop: Workshop,
  { area, records, close }: Pack,
  root: Directory<PlacedFile>,
  time: number,
): Directory<PlacedFile> => {
  const number = workshop.addArea(area, close);
  const placed = records.map((record) => clamp(placeRecord(record, number), time));
  return mergeLayers([placed], { onto: root, parentTime: time });
};

/** Lays a layer on a tree in the same way. Nothing in it gets a time after `time`. */
export const layRecords = (
  records: readonly LayerRecord<PlacedFile>[],
  root: Directory<PlacedFile>,
  time: number,
): Directory<PlacedFile> =>
  mergeLayers([records.map((record) => clamp(record, time))], { onto: root, parentTime: time });

const clamp = (record: LayerRecord<PlacedFile>, time: number): LayerRecord<PlacedFile> => {
  if (record.kind === "node")
    return { ...record, node: { ...record.node, mtime: Math.min(record.node.mtime, time) } };
  if (record.kind === "directory")
    return { ...record, node: { ...record.node, mtime: Math.min(record.node.mtime, time) } };
  return record;
};
