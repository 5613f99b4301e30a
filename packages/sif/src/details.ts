/** The last field of a descriptor: what it means depends on the type of the object. */

import {
  architectureCodes,
  filesystemCodes,
  hashCodes,
  messageFormatCodes,
  messageKindCodes,
  partitionUseCodes,
  type SifArchitecture,
  type SifObjectType,
  sbomFormatCodes,
} from "./codes.ts";
import type { SifDetails } from "./image.ts";
import {
  DESCRIPTOR,
  EXTRA,
  getBytes,
  getInt32,
  getText,
  setBytes,
  setInt32,
  setText,
  structure,
} from "./layout.ts";

/** The 384 bytes that tell the details of an object. */
export const encodeDetails = ({
  partition,
  signature,
  message,
  sbom,
  digest,
  extra,
}: SifDetails): Uint8Array => {
  const field = structure(new Uint8Array(DESCRIPTOR.extra[1]));
  if (extra !== undefined) setBytes(field, EXTRA.digest, extra);
  if (partition !== undefined) {
    setInt32(field, EXTRA.partition.filesystem, filesystemCodes.code(partition.filesystem));
    setInt32(field, EXTRA.partition.use, partitionUseCodes.code(partition.use));
    setText(field, EXTRA.partition.architecture, encodeArchitecture(partition.architecture));
  }
  if (signature !== undefined) {
    setInt32(field, EXTRA.signature.hash, hashCodes.code(signature.hash));
    setBytes(field, EXTRA.signature.fingerprint, Buffer.from(signature.fingerprint, "hex"));
  }
  if (message !== undefined) {
    setInt32(field, EXTRA.message.format, messageFormatCodes.code(message.format));
    setInt32(field, EXTRA.message.kind, messageKindCodes.code(message.kind));
  }
  if (sbom !== undefined) setInt32(field, EXTRA.sbom.format, sbomFormatCodes.code(sbom.format));
  if (digest !== undefined) setText(field, EXTRA.digest, digest);
  return field.bytes;
};

/** The details in the field of an object. Bytes of a type without details are kept as they are. */
export const decodeDetails = (type: SifObjectType | number, bytes: Uint8Array): SifDetails => {
  const field = structure(bytes);
  switch (type) {
    case "partition":
      return {
        partition: {
          filesystem: filesystemCodes.word(getInt32(field, EXTRA.partition.filesystem)),
          use: partitionUseCodes.word(getInt32(field, EXTRA.partition.use)),
          architecture: decodeArchitecture(getText(field, EXTRA.partition.architecture)),
        },
      };
    case "signature":
      return {
        signature: {
          hash: hashCodes.word(getInt32(field, EXTRA.signature.hash)),
          fingerprint: Buffer.from(getBytes(field, EXTRA.signature.fingerprint)).toString("hex"),
        },
      };
    case "cryptographic-message":
      return {
        message: {
          format: messageFormatCodes.word(getInt32(field, EXTRA.message.format)),
          kind: messageKindCodes.word(getInt32(field, EXTRA.message.kind)),
        },
      };
    case "sbom":
      return { sbom: { format: sbomFormatCodes.word(getInt32(field, EXTRA.sbom.format)) } };
    case "oci-root-index":
    case "oci-blob":
      return { digest: getText(field, EXTRA.digest) };
    default:
      return bytes.every((byte) => byte === 0) ? {} : { extra: bytes };
  }
};

/** An architecture as its two digits. */
export const encodeArchitecture = (architecture: SifArchitecture | number): string =>
  String(architectureCodes.code(architecture)).padStart(2, "0");

/** The architecture of two digits; what is no number is "unknown". */
export const decodeArchitecture = (digits: string): SifArchitecture | number =>
  /^\d\d$/.test(digits) ? architectureCodes.word(Number(digits)) : "unknown";
