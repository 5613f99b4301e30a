/** The door of the room: the ladder, the sandbox, and trees onto the disk. */

export { hostPrograms } from "./host-programs.ts";
export type { ProbeOptions } from "./ladder.ts";
export { bestRung, findRung, probe } from "./ladder.ts";
export { ladderText } from "./ladder-text.ts";
export { thisMachine } from "./machine.ts";
export { runOnHost } from "./on-host.ts";
export { makeOwnFolder } from "./own-folder.ts";
export type { SandboxPorts } from "./ports.ts";
export type { Taker } from "./process.ts";
export type { BesideRequest, Bind, RunOutcome, RunRequest } from "./request.ts";
export type { ChangeKeeping, Kept, Rung, RungName, UsableRung } from "./rung.ts";
export { rungNames } from "./rung.ts";
export type { Sandbox, SandboxOptions } from "./sandbox.ts";
export { openSandbox } from "./sandbox.ts";
export type { Extracted, ExtractOptions } from "./tree/extract.ts";
export { extractTree } from "./tree/extract.ts";
export { removeTree } from "./tree/remove.ts";
export type { Seed } from "./tree/seed.ts";
export { writeTar } from "./tree/tar-writer.ts";
export { worldOf } from "./world.ts";
