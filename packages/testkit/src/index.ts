/** The door of the room: what tests share. */

export type { Certificate } from "./certificate.ts";
export { selfSignedCertificate } from "./certificate.ts";
export type { LayerEntry } from "./layer-tar.ts";
export { gzipLayer, layerTar } from "./layer-tar.ts";
export type { Listening } from "./listening.ts";
export { listening } from "./listening.ts";
export type { MarkedText } from "./marks.ts";
export { readMarkedFiles, readMarks } from "./marks.ts";
export type { LoggedRequest, TestRegistry, TestRegistryOptions } from "./registry.ts";
export { startRegistry } from "./registry.ts";
export type { Fault, Misdeed } from "./registry-fault.ts";
export type { SmallRoot } from "./small-image.ts";
export { smallRootLayer } from "./small-image.ts";
export type { TestImage, TestImageParts, TestPlatform } from "./test-image.ts";
export { digestOfBytes, imageOf, indexOf } from "./test-image.ts";
