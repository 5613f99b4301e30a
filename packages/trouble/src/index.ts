/** The door of the room: troubles of the world are `Failure`, our own mistakes are `Bug`. */

export { assert, Bug, never } from "./bug.ts";
export { Failure, isFailure } from "./failure.ts";
export { pathFailure } from "./path-failure.ts";
