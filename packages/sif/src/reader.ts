/** Reads what a SIF says of itself, and gives its objects as sources. Whatever it says is checked before it is used. */

import type { ByteSource } from "@deftools/bytes";
import { Failure } from "@deftools/trouble";
import { objectTypeCodes } from "./codes.ts";
import { decodeArchitecture, decodeDetails } from "./details.ts";
import type { Sif, SifEntry, SifLink } from "./image.ts";
import {
  DESCRIPTOR,
  DESCRIPTOR_SIZE,
  type Field,
  GROUP_MASK,
  getBytes,
  getInt32,
  getInt64,
  getText,
  getUint32,
  HEADER,
  HEADER_SIZE,
  MAGIC,
  type Structure,
  structure,
  VERSION,
} from "./layout.ts";

/** Whether a file that begins so (42 bytes are enough) is a SIF. */
export const isSif = (first: Uint8Array): boolean =>
  Buffer.from(getBytes(structure(first), HEADER.magic)).toString("latin1") === MAGIC;

/** More descriptors than any program makes: 48. */
const MOST_DESCRIPTORS = 4096;

/**
 * The header and the objects of a SIF.
 * @throws Failure "sif/not-a-sif" · "sif/damaged" naming the field that cannot be
 */
export const readSif = async (source: ByteSource): Promise<Sif> => {
  const fields = structure(await source.read(0, Math.min(HEADER_SIZE, source.size)));
  if (!isSif(fields.bytes))
    throw new Failure("sif/not-a-sif", "the file is no SIF: it has no SIF_MAGIC at byte 32");
  if (source.size < HEADER_SIZE) throw damaged(`it ends inside its header, after ${source.size} bytes`);
  const version = getText(fields, HEADER.version);
  if (version !== VERSION)
    throw new Failure(
      "sif/not-a-sif",
      `the file is a SIF of version "${version}"; only ${VERSION} can be read`,
    );
  const number = (name: keyof typeof HEADER): number => count(fields, HEADER[name], `the header's ${name}`);
  const header = {
    launchScript: getText(fields, HEADER.launchScript),
    version,
    architecture: decodeArchitecture(getText(fields, HEADER.architecture)),
    id: getBytes(fields, HEADER.id),
    createdAt: getInt64(fields, HEADER.createdAt),
    modifiedAt: getInt64(fields, HEADER.modifiedAt),
    descriptorsFree: number("descriptorsFree"),
    descriptorsTotal: number("descriptorsTotal"),
    descriptorsOffset: number("descriptorsOffset"),
    descriptorsSize: number("descriptorsSize"),
    dataOffset: number("dataOffset"),
    dataSize: number("dataSize"),
  };
  if (MOST_DESCRIPTORS < header.descriptorsTotal)
    throw damaged(`it tells of ${header.descriptorsTotal} descriptors, at most ${MOST_DESCRIPTORS} are read`);
  const length = header.descriptorsTotal * DESCRIPTOR_SIZE;
  if (header.descriptorsOffset < HEADER_SIZE) throw damaged("its descriptors lie in its header");
  if (source.size < header.descriptorsOffset + length) throw damaged("its descriptors lie behind its end");
  const table = await source.read(header.descriptorsOffset, length);
  return { ...header, objects: readObjects(table, source.size) };
};

/** The content of an object. */
export const objectSource = (source: ByteSource, { id, offset, size }: SifEntry): ByteSource => ({
  size,
  read: async (from, length) => {
    if (size < from + length)
      throw new Failure("bytes/truncated", `object ${id} has ${size} bytes, ${from + length} are asked for`);
    return source.read(offset + from, length);
  },
});

const readObjects = (table: Uint8Array, fileSize: number): SifEntry[] => {
  const objects: SifEntry[] = [];
  const ids = new Set<number>();
  for (let at = 0; at < table.length; at += DESCRIPTOR_SIZE) {
    const fields = structure(table.subarray(at, at + DESCRIPTOR_SIZE));
    if (getBytes(fields, DESCRIPTOR.used)[0] === 0) continue;
    const object = readObject(fields);
    if (fileSize < object.offset + object.size) throw damaged(`object ${object.id} lies behind its end`);
    if (object.offset < HEADER_SIZE) throw damaged(`object ${object.id} lies in its header`);
    if (ids.has(object.id)) throw damaged(`two objects have the ID ${object.id}`);
    ids.add(object.id);
    objects.push(object);
  }
  return objects;
};

const readObject = (fields: Structure): SifEntry => {
  const id = getUint32(fields, DESCRIPTOR.id);
  const number = (name: keyof typeof DESCRIPTOR): number =>
    count(fields, DESCRIPTOR[name], `object ${id}'s ${name}`);
  const type = objectTypeCodes.word(getInt32(fields, DESCRIPTOR.type));
  const group = getUint32(fields, DESCRIPTOR.group) - GROUP_MASK;
  const link = readLink(getUint32(fields, DESCRIPTOR.link));
  return {
    type,
    id,
    name: getText(fields, DESCRIPTOR.name),
    group: 0 < group ? group : "none",
    ...(link === undefined ? {} : { link }),
    offset: number("offset"),
    size: number("size"),
    sizeWithPadding: number("sizeWithPadding"),
    createdAt: getInt64(fields, DESCRIPTOR.createdAt),
    modifiedAt: getInt64(fields, DESCRIPTOR.modifiedAt),
    uid: getInt64(fields, DESCRIPTOR.uid),
    gid: getInt64(fields, DESCRIPTOR.gid),
    ...decodeDetails(type, getBytes(fields, DESCRIPTOR.extra)),
  };
};

const readLink = (value: number): SifLink | undefined => {
  if (value === 0) return undefined;
  return value < GROUP_MASK ? { kind: "object", id: value } : { kind: "group", id: value - GROUP_MASK };
};

/** A number that counts bytes or things. */
const count = (fields: Structure, field: Field, name: string): number => {
  const value = getInt64(fields, field);
  if (value < 0 || !Number.isSafeInteger(value)) throw damaged(`${name} cannot be ${value}`);
  return value;
};

const damaged = (why: string): Failure => new Failure("sif/damaged", `the SIF is damaged: ${why}`);
