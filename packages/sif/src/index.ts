/** The door of the room: SIF files, written and read. */

export type {
  SifArchitecture,
  SifFilesystem,
  SifHash,
  SifMessageFormat,
  SifMessageKind,
  SifObjectType,
  SifPartitionUse,
  SifSbomFormat,
} from "./codes.ts";
export { sifArchitecture } from "./codes.ts";
export type {
  Sif,
  SifContentWriter,
  SifDetails,
  SifEntry,
  SifImage,
  SifLink,
  SifObject,
  SifPartition,
  SifSignature,
} from "./image.ts";
export { describeSif, formatSifHeader, formatSifInfo, formatSifList } from "./listing.ts";
export { isSif, objectSource, readSif } from "./reader.ts";
export { writeSif } from "./writer.ts";
