/**
 * Where each field of a SIF stands. All integers little-endian, all structures packed. Source: github.com/apptainer/sif v2
 * pkg/sif/{sif,descriptor}.go.
 *
 *     0          128        4096                 32176
 *     │ header   │ zeros    │ 48 descriptors     │ object │ object │ zeros │ partition │ …
 */

/** A field of a structure: where it starts and how long it is. */
export type Field = readonly [offset: number, size: number];

export const HEADER_SIZE = 128;
/** The global header. */
export const HEADER = {
  launchScript: [0, 32],
  magic: [32, 10],
  version: [42, 3],
  architecture: [45, 3],
  id: [48, 16],
  createdAt: [64, 8],
  modifiedAt: [72, 8],
  descriptorsFree: [80, 8],
  descriptorsTotal: [88, 8],
  descriptorsOffset: [96, 8],
  descriptorsSize: [104, 8],
  dataOffset: [112, 8],
  dataSize: [120, 8],
} as const satisfies Readonly<Record<string, Field>>;

export const DESCRIPTOR_SIZE = 585;
/** One descriptor. */
export const DESCRIPTOR = {
  type: [0, 4],
  used: [4, 1],
  id: [5, 4],
  group: [9, 4],
  link: [13, 4],
  offset: [17, 8],
  size: [25, 8],
  sizeWithPadding: [33, 8],
  createdAt: [41, 8],
  modifiedAt: [49, 8],
  uid: [57, 8],
  gid: [65, 8],
  name: [73, 128],
  extra: [201, 384],
} as const satisfies Readonly<Record<string, Field>>;

/** What the last field of a descriptor holds, by the type of the object. */
export const EXTRA = {
  partition: { filesystem: [0, 4], use: [4, 4], architecture: [8, 3] },
  signature: { hash: [0, 4], fingerprint: [4, 20] },
  message: { format: [0, 4], kind: [4, 4] },
  sbom: { format: [0, 4] },
  digest: [0, 384],
} as const;

export const MAGIC = "SIF_MAGIC\0";
export const VERSION = "01";
/** The program that runs an image that is executed as a file. */
export const LAUNCH_SCRIPT = "#!/usr/bin/env run-singularity\n";
/** Set in a group number, and in a link that names a group. */
export const GROUP_MASK = 0xf0000000;

/** What a new image has. */
export const DESCRIPTORS_OFFSET = 4096;
export const DESCRIPTORS_TOTAL = 48;
export const PARTITION_ALIGNMENT = 4096;

/** A structure in bytes, with its fields by place. */
export interface Structure {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** Bytes as a structure. */
export const structure = (bytes: Uint8Array): Structure => ({
  bytes,
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
});

export const getInt32 = ({ view }: Structure, [offset]: Field): number => view.getInt32(offset, true);
export const setInt32 = ({ view }: Structure, [offset]: Field, value: number): void =>
  view.setInt32(offset, value, true);
export const getUint32 = ({ view }: Structure, [offset]: Field): number => view.getUint32(offset, true);
export const setUint32 = ({ view }: Structure, [offset]: Field, value: number): void =>
  view.setUint32(offset, value, true);
/** May lie outside the safe integers, where it is not exact. */
export const getInt64 = ({ view }: Structure, [offset]: Field): number =>
  Number(view.getBigInt64(offset, true));
export const setInt64 = ({ view }: Structure, [offset]: Field, value: number): void =>
  view.setBigInt64(offset, BigInt(value), true);

/** The bytes of a field. */
export const getBytes = ({ bytes }: Structure, [offset, size]: Field): Uint8Array =>
  bytes.subarray(offset, offset + size);
export const setBytes = ({ bytes }: Structure, [offset]: Field, value: Uint8Array): void =>
  bytes.set(value, offset);

/** Text up to the first NUL, or the whole field. */
export const getText = (from: Structure, field: Field): string => {
  const bytes = getBytes(from, field);
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString("utf8");
};
export const setText = (to: Structure, field: Field, value: string): void =>
  setBytes(to, field, Buffer.from(value));
