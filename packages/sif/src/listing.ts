/** A SIF as text, in the look of `siftool list`, `siftool header` and `siftool info`, so that eyes and scripts find what they know. */

import {
  architectureCodes,
  filesystemCodes,
  hashCodes,
  messageFormatCodes,
  messageKindCodes,
  objectTypeCodes,
  partitionUseCodes,
  sbomFormatCodes,
} from "./codes.ts";
import type { Sif, SifEntry, SifLink } from "./image.ts";

/** The objects, a line each. */
export const formatSifList = ({ objects }: Sif): string => {
  const rule = "-".repeat(78);
  const lines = objects.map((entry) => {
    const position = `${entry.offset}-${entry.offset + entry.size}`;
    return row(String(entry.id), groupText(entry.group), linkText(entry.link, 4), position, typeText(entry));
  });
  return [rule, row("ID", "GROUP", "LINK", "SIF POSITION (start-end)", "TYPE"), rule, ...lines, ""].join(
    "\n",
  );
};

/** The global header. */
export const formatSifHeader = (sif: Sif): string =>
  table("", 1, [
    ...(sif.launchScript === "" ? [] : [["Launch Script", printable(sif.launchScript.trimEnd())] as const]),
    ["Version", sif.version],
    ...(sif.architecture === "unknown"
      ? []
      : [["Primary Architecture", architectureCodes.label(sif.architecture)] as const]),
    ["ID", uuid(sif.id)],
    ["Created At", timeText(sif.createdAt)],
    ["Modified At", timeText(sif.modifiedAt)],
    ["Descriptors Free", String(sif.descriptorsFree)],
    ["Descriptors Total", String(sif.descriptorsTotal)],
    ["Descriptors Offset", String(sif.descriptorsOffset)],
    ["Descriptors Size", sizeText(sif.descriptorsSize)],
    ["Data Offset", String(sif.dataOffset)],
    ["Data Size", sizeText(sif.dataSize)],
  ]);

/** All that is known of one object. */
export const formatSifInfo = (entry: SifEntry): string =>
  table("  ", 2, [
    ["Data Type", objectTypeCodes.label(entry.type)],
    ["ID", String(entry.id)],
    ["Group ID", groupText(entry.group)],
    ["Linked ID", linkText(entry.link, 2)],
    ["Offset", String(entry.offset)],
    ["Size", String(entry.size)],
    ["Created At", timeText(entry.createdAt)],
    ["Modified At", timeText(entry.modifiedAt)],
    ...(entry.name === "" ? [] : [["Name", printable(entry.name)] as const]),
    ...detailRows(entry),
  ]);

/** Every field of a SIF in exact numbers, a line each: what a test compares. */
export const describeSif = (sif: Sif): string => {
  const { objects, id, ...header } = sif;
  const lines = Object.entries({ ...header, id: uuid(id) }).map(
    ([name, value]) => `${name} ${JSON.stringify(value)}`,
  );
  for (const { id: number, ...fields } of objects) {
    lines.push(`object ${number}`);
    for (const [name, value] of Object.entries(fields))
      lines.push(
        `  ${name} ${value instanceof Uint8Array ? Buffer.from(value).toString("hex") : JSON.stringify(value)}`,
      );
  }
  return `${lines.join("\n")}\n`;
};

type Pair = readonly [label: string, value: string];

const detailRows = ({ partition, signature, message, sbom, digest }: SifEntry): readonly Pair[] => {
  if (partition !== undefined)
    return [
      ["Filesystem Type", filesystemCodes.label(partition.filesystem)],
      ["Partition Type", partitionUseCodes.label(partition.use)],
      ["Architecture", architectureCodes.label(partition.architecture)],
    ];
  if (signature !== undefined)
    return [
      ["Hash Type", hashCodes.label(signature.hash)],
      ["Entity", signature.fingerprint.toUpperCase()],
    ];
  if (message !== undefined)
    return [
      ["Format Type", messageFormatCodes.label(message.format)],
      ["Message Type", messageKindCodes.label(message.kind)],
    ];
  if (sbom !== undefined) return [["Format", sbomFormatCodes.label(sbom.format)]];
  return digest === undefined ? [] : [["Digest", printable(digest)]];
};

const typeText = (entry: SifEntry): string => {
  const label = objectTypeCodes.label(entry.type);
  const { partition, signature, message, sbom } = entry;
  if (partition !== undefined) {
    const { filesystem, use, architecture } = partition;
    return `${label} (${filesystemCodes.label(filesystem)}/${partitionUseCodes.label(use)}/${architectureCodes.label(architecture)})`;
  }
  if (signature !== undefined) return `${label} (${hashCodes.label(signature.hash)})`;
  if (message !== undefined)
    return `${label} (${messageFormatCodes.label(message.format)}/${messageKindCodes.label(message.kind)})`;
  return sbom === undefined ? label : `${label} (${sbomFormatCodes.label(sbom.format)})`;
};

const row = (id: string, group: string, link: string, position: string, type: string): string =>
  `${id.padEnd(5)}|${group.padEnd(8)}|${link.padEnd(8)}|${position.padEnd(26)}|${type}`;

const table = (indent: string, gap: number, rows: readonly Pair[]): string => {
  const width = Math.max(...rows.map(([label]) => label.length)) + 1 + gap;
  return rows.map(([label, value]) => `${indent}${`${label}:`.padEnd(width)}${value}\n`).join("");
};

/** Texts of a file are anybody's: none of them may steer a terminal. */
const printable = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, "\ufffd");

const groupText = (group: number | "none"): string => (group === "none" ? "NONE" : String(group));

const linkText = (link: SifLink | undefined, width: number): string => {
  if (link === undefined) return "NONE";
  return link.kind === "group" ? `${String(link.id).padEnd(width)}(G)` : String(link.id);
};

/** As Go prints a time; what no calendar holds is told in seconds. */
const timeText = (seconds: number): string => {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return `${seconds} seconds since 1970`;
  return `${date.toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`;
};

const sizeText = (bytes: number): string => {
  let size = bytes;
  let unit = 0;
  for (; 1024 <= size && unit < units.length - 1; unit += 1) size /= 1024;
  return `${Math.round(size)} ${units[unit]}`;
};

const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

const uuid = (id: Uint8Array): string =>
  Buffer.from(id)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
