/** The index of a pack as bytes: JSON, each content once, binary values as base64. */

import type { Attributes, LayerRecord } from "@deftools/rootfs";
import type { DataAreaIndex, StoredFile } from "@deftools/squashfs";

/** What a pack's index says. */
export interface PackIndex {
  readonly area: DataAreaIndex;
  readonly records: readonly LayerRecord<StoredFile>[];
}

/** To bytes. The same index gives the same bytes. */
export const encodePackIndex = ({ area, records }: PackIndex): Uint8Array => {
  const files: StoredFile[] = [];
  const numbers = new Map<StoredFile, number>();
  const numberOf = (file: StoredFile): number => {
    const known = numbers.get(file);
    if (known !== undefined) return known;
    numbers.set(file, files.length);
    return files.push(file) - 1;
  };
  const written = records.map((record) => {
    switch (record.kind) {
      case "node": {
        const { node } = record;
        const plain = { ...node, xattrs: writeXattrs(node) };
        return { ...record, node: node.kind === "file" ? { ...plain, data: numberOf(node.data) } : plain };
      }
      case "directory":
        return { ...record, node: { ...record.node, xattrs: writeXattrs(record.node) } };
      default:
        return record;
    }
  });
  return Buffer.from(JSON.stringify({ area, files, records: written }));
};

/** From bytes whose hash was checked: they are what `encodePackIndex` of this format version made. */
export const decodePackIndex = (bytes: Uint8Array): PackIndex => {
  // the trailer's hash and format version vouch for the shape
  const { area, files, records } = JSON.parse(Buffer.from(bytes).toString()) as WrittenIndex;
  return {
    area,
    records: records.map((record): LayerRecord<StoredFile> => {
      switch (record.kind) {
        case "node": {
          const { node } = record;
          const xattrs = readXattrs(node);
          return node.kind === "file"
            ? { ...record, node: { ...node, xattrs, data: files[node.data]! } }
            : { ...record, node: { ...node, xattrs } };
        }
        case "directory":
          return { ...record, node: { ...record.node, xattrs: readXattrs(record.node) } };
        default:
          return record;
      }
    }),
  };
};

type WrittenXattrs = readonly (readonly [name: string, base64: string])[];
type Written<Value> = Value extends { readonly xattrs: unknown }
  ? Omit<Value, "xattrs"> & { readonly xattrs: WrittenXattrs }
  : never;
type WrittenRecord<Record extends LayerRecord<number>> = Record extends { readonly node: infer Node }
  ? Omit<Record, "node"> & { readonly node: Written<Node> }
  : Record;

interface WrittenIndex {
  readonly area: DataAreaIndex;
  readonly files: readonly StoredFile[];
  readonly records: readonly WrittenRecord<LayerRecord<number>>[];
}

const writeXattrs = ({ xattrs }: Pick<Attributes, "xattrs">): WrittenXattrs =>
  xattrs.map(({ name, value }) => [name, Buffer.from(value).toString("base64")]);

const readXattrs = ({ xattrs }: { readonly xattrs: WrittenXattrs }): Attributes["xattrs"] =>
  xattrs.map(([name, base64]) => ({ name, value: Buffer.from(base64, "base64") }));
