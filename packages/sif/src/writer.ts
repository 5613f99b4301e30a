/**
 * Writes a SIF as Apptainer 1.4 does, byte for byte. Contents go first and the header last, so a file that was not finished is no SIF.
 * The same image gives the same bytes.
 */

import { type RandomAccessSink, sinkAt } from "@deftools/bytes";
import { assert, Failure } from "@deftools/trouble";
import { objectTypeCodes } from "./codes.ts";
import { encodeArchitecture, encodeDetails } from "./details.ts";
import type { SifImage, SifLink, SifObject } from "./image.ts";
import {
  DESCRIPTOR,
  DESCRIPTOR_SIZE,
  DESCRIPTORS_OFFSET,
  DESCRIPTORS_TOTAL,
  GROUP_MASK,
  HEADER,
  LAUNCH_SCRIPT,
  MAGIC,
  PARTITION_ALIGNMENT,
  setBytes,
  setInt32,
  setInt64,
  setText,
  setUint32,
  structure,
  VERSION,
} from "./layout.ts";

const DESCRIPTORS_SIZE = DESCRIPTORS_TOTAL * DESCRIPTOR_SIZE;
const DATA_OFFSET = DESCRIPTORS_OFFSET + DESCRIPTORS_SIZE;

/**
 * Writes the image to a new file and tells its size.
 * @throws Failure "sif/too-much" when there are more objects than descriptors, or a name is too long
 */
export const writeSif = async (
  file: RandomAccessSink,
  image: SifImage,
): Promise<{ readonly size: number }> => {
  check(image);
  const descriptors = new Uint8Array(DESCRIPTORS_SIZE);
  let end = DATA_OFFSET;
  for (const [index, object] of image.objects.entries()) {
    const offset = aligned(end, object.alignment ?? (object.type === "partition" ? PARTITION_ALIGNMENT : 1));
    if (end < offset) await file.writeAt(end, new Uint8Array(offset - end));
    const size = await writeContent(file, offset, object);
    const place = { offset, size, sizeWithPadding: offset + size - end };
    descriptors.set(descriptor(image, object, index + 1, place), index * DESCRIPTOR_SIZE);
    end = offset + size;
  }
  await file.writeAt(DESCRIPTORS_OFFSET, descriptors);
  await file.writeAt(0, header(image, end));
  return { size: end };
};

const check = ({ id, launchScript, objects }: SifImage): void => {
  assert(id.length === HEADER.id[1], "the id of a SIF has 16 bytes");
  assert(
    Buffer.byteLength(launchScript ?? "") < HEADER.launchScript[1],
    "the launch script of a SIF has at most 31 bytes",
  );
  const primary = objects.filter(({ partition }) => partition?.use === "primary-system");
  assert(primary.length <= 1, "a SIF has at most one primary partition");
  if (DESCRIPTORS_TOTAL < objects.length)
    throw new Failure(
      "sif/too-much",
      `${objects.length} objects do not fit into a SIF: it has room for ${DESCRIPTORS_TOTAL}`,
    );
  for (const { name = "" } of objects)
    if (DESCRIPTOR.name[1] < Buffer.byteLength(name))
      throw new Failure(
        "sif/too-much",
        `the object name "${name}" is longer than the ${DESCRIPTOR.name[1]} bytes that a SIF has for it`,
      );
};

const aligned = (offset: number, alignment: number): number => Math.ceil(offset / alignment) * alignment;

const writeContent = async (
  file: RandomAccessSink,
  offset: number,
  { content }: SifObject,
): Promise<number> => {
  if (content instanceof Uint8Array) {
    await file.writeAt(offset, content);
    return content.length;
  }
  if (typeof content !== "function") return (await content.write(file, offset)).size;
  const sink = sinkAt(file, offset);
  await content(sink);
  return sink.position;
};

const descriptor = (
  { time }: SifImage,
  object: SifObject,
  id: number,
  place: { readonly offset: number; readonly size: number; readonly sizeWithPadding: number },
): Uint8Array => {
  const fields = structure(new Uint8Array(DESCRIPTOR_SIZE));
  const { group = 1 } = object;
  setInt32(fields, DESCRIPTOR.type, objectTypeCodes.code(object.type));
  setBytes(fields, DESCRIPTOR.used, Uint8Array.of(1));
  setUint32(fields, DESCRIPTOR.id, id);
  setUint32(fields, DESCRIPTOR.group, GROUP_MASK + (group === "none" ? 0 : group));
  setUint32(fields, DESCRIPTOR.link, encodeLink(object.link));
  setInt64(fields, DESCRIPTOR.offset, place.offset);
  setInt64(fields, DESCRIPTOR.size, place.size);
  setInt64(fields, DESCRIPTOR.sizeWithPadding, place.sizeWithPadding);
  setInt64(fields, DESCRIPTOR.createdAt, time);
  setInt64(fields, DESCRIPTOR.modifiedAt, time);
  setText(fields, DESCRIPTOR.name, object.name ?? "");
  setBytes(fields, DESCRIPTOR.extra, encodeDetails(object));
  return fields.bytes;
};

const encodeLink = (link: SifLink | undefined): number => {
  if (link === undefined) return 0;
  return link.kind === "group" ? GROUP_MASK + link.id : link.id;
};

/** The header with the zeros behind it, up to the descriptors. */
const header = (image: SifImage, end: number): Uint8Array => {
  const fields = structure(new Uint8Array(DESCRIPTORS_OFFSET));
  setText(fields, HEADER.launchScript, image.launchScript ?? LAUNCH_SCRIPT);
  setText(fields, HEADER.magic, MAGIC);
  setText(fields, HEADER.version, VERSION);
  setText(fields, HEADER.architecture, encodeArchitecture(image.architecture));
  setBytes(fields, HEADER.id, image.id);
  setInt64(fields, HEADER.createdAt, image.time);
  setInt64(fields, HEADER.modifiedAt, image.time);
  setInt64(fields, HEADER.descriptorsFree, DESCRIPTORS_TOTAL - image.objects.length);
  setInt64(fields, HEADER.descriptorsTotal, DESCRIPTORS_TOTAL);
  setInt64(fields, HEADER.descriptorsOffset, DESCRIPTORS_OFFSET);
  setInt64(fields, HEADER.descriptorsSize, DESCRIPTORS_SIZE);
  setInt64(fields, HEADER.dataOffset, DATA_OFFSET);
  setInt64(fields, HEADER.dataSize, end - DATA_OFFSET);
  return fields.bytes;
};
