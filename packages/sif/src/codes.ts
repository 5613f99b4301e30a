/**
 * The numbers that SIF gives to kinds of things, with our word and the word siftool prints, a row per fact.
 * Source: github.com/apptainer/sif v2 pkg/sif/{sif,arch,descriptor}.go.
 */

/** Our word, its number in the file, and what siftool calls it. */
type Row = readonly [word: string, code: number, label: string];

const objectTypes = [
  ["definition-file", 0x4001, "Def.FILE"],
  ["environment", 0x4002, "Env.Vars"],
  ["labels", 0x4003, "JSON.Labels"],
  ["partition", 0x4004, "FS"],
  ["signature", 0x4005, "Signature"],
  ["json", 0x4006, "JSON.Generic"],
  ["generic", 0x4007, "Generic/Raw"],
  ["cryptographic-message", 0x4008, "Cryptographic Message"],
  ["sbom", 0x4009, "SBOM"],
  ["oci-root-index", 0x400a, "OCI.RootIndex"],
  ["oci-blob", 0x400b, "OCI.Blob"],
] as const satisfies readonly Row[];

/** As Go names them; "unknown" where an image has no primary partition. */
const architectures = [
  ["unknown", 0, "unknown"],
  ["386", 1, "386"],
  ["amd64", 2, "amd64"],
  ["arm", 3, "arm"],
  ["arm64", 4, "arm64"],
  ["ppc64", 5, "ppc64"],
  ["ppc64le", 6, "ppc64le"],
  ["mips", 7, "mips"],
  ["mipsle", 8, "mipsle"],
  ["mips64", 9, "mips64"],
  ["mips64le", 10, "mips64le"],
  ["s390x", 11, "s390x"],
  ["riscv64", 12, "riscv64"],
  ["loong64", 13, "loong64"],
] as const satisfies readonly Row[];

const filesystems = [
  ["squashfs", 1, "Squashfs"],
  ["ext3", 2, "Ext3"],
  ["archive", 3, "Archive"],
  ["raw", 4, "Raw"],
  ["encrypted-squashfs", 5, "Encrypted squashfs"],
  ["gocryptfs-squashfs", 6, "Gocryptfs squashfs"],
] as const satisfies readonly Row[];

const partitionUses = [
  ["system", 1, "System"],
  ["primary-system", 2, "*System"],
  ["data", 3, "Data"],
  ["overlay", 4, "Overlay"],
] as const satisfies readonly Row[];

const hashes = [
  ["sha256", 1, "SHA-256"],
  ["sha384", 2, "SHA-384"],
  ["sha512", 3, "SHA-512"],
  ["blake2s-256", 4, "BLAKE2s-256"],
  ["blake2b-256", 5, "BLAKE2b-256"],
] as const satisfies readonly Row[];

const messageFormats = [
  ["openpgp", 1, "OpenPGP"],
  ["pem", 2, "PEM"],
] as const satisfies readonly Row[];

const messageKinds = [
  ["clear-signature", 0x100, "Clear Signature"],
  ["rsa-oaep", 0x200, "RSA-OAEP"],
] as const satisfies readonly Row[];

const sbomFormats = [
  ["cyclonedx-json", 1, "cyclonedx-json"],
  ["cyclonedx-xml", 2, "cyclonedx-xml"],
  ["github-json", 3, "github-json"],
  ["spdx-json", 4, "spdx-json"],
  ["spdx-rdf", 5, "spdx-rdf"],
  ["spdx-tag-value", 6, "spdx-tag-value"],
  ["spdx-yaml", 7, "spdx-yaml"],
  ["syft-json", 8, "syft-json"],
] as const satisfies readonly Row[];

type Word<Rows extends readonly Row[]> = Rows[number][0];

export type SifObjectType = Word<typeof objectTypes>;
export type SifArchitecture = Word<typeof architectures>;
export type SifFilesystem = Word<typeof filesystems>;
export type SifPartitionUse = Word<typeof partitionUses>;
export type SifHash = Word<typeof hashes>;
export type SifMessageFormat = Word<typeof messageFormats>;
export type SifMessageKind = Word<typeof messageKinds>;
export type SifSbomFormat = Word<typeof sbomFormats>;

/** One table, both ways. A number that it does not know stays a number, so that nothing of a foreign file is lost. */
export interface Codes<Words extends string> {
  /** The number of a word. */
  code(word: Words | number): number;
  /** The word of a number. */
  word(code: number): Words | number;
  /** What siftool prints for it. */
  label(word: Words | number): string;
}

const codesOf = <const Rows extends readonly Row[]>(rows: Rows): Codes<Word<Rows>> => {
  const byWord = new Map<string | number, Row>(rows.map((row) => [row[0], row]));
  const byCode = new Map<number, Word<Rows>>(rows.map((row) => [row[1], row[0]]));
  return {
    code: (word) => (typeof word === "number" ? word : byWord.get(word)![1]),
    word: (code) => byCode.get(code) ?? code,
    label: (word) => byWord.get(word)?.[2] ?? "Unknown",
  };
};

export const objectTypeCodes = codesOf(objectTypes);
export const architectureCodes = codesOf(architectures);
export const filesystemCodes = codesOf(filesystems);
export const partitionUseCodes = codesOf(partitionUses);
export const hashCodes = codesOf(hashes);
export const messageFormatCodes = codesOf(messageFormats);
export const messageKindCodes = codesOf(messageKinds);
export const sbomFormatCodes = codesOf(sbomFormats);

/** The architecture that image indexes name so (Go's names); "unknown" for one that SIF has no number for. */
export const sifArchitecture = (name: string): SifArchitecture =>
  architectures.find(([word]) => word === name)?.[0] ?? "unknown";
