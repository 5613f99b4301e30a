/** The door of the room: open an image from where it is. */

export type { RegistryClient, RegistryClientOptions } from "./client.ts";
export { createRegistryClient } from "./client.ts";
export type { RunHelper } from "./credential-helper.ts";
export { runHelper } from "./credential-helper.ts";
export type { CredentialPorts } from "./credentials.ts";
export { findCredentials } from "./credentials.ts";
export type { OciFailureCode } from "./failure.ts";
export type { Clock } from "./http.ts";
export type { Digest, Image, ImageConfig, Layer, Platform } from "./image.ts";
export type { Credentials, FindCredentials } from "./login.ts";
export type { HttpsPolicy } from "./origin.ts";
export { formatPlatform, hostPlatform, parsePlatform } from "./platform.ts";
export type { Proxies } from "./proxies.ts";
export { proxiesOf } from "./proxies.ts";
export type { OpenOptions } from "./registry-image.ts";
export { openRegistryImage } from "./registry-image.ts";
export type { Timeouts } from "./transport.ts";
