/** The door of the room: understand a parsed file. */

export type { App, Bootstrap, Copy, Recipe, Script, ScriptSection, Stage } from "./recipe.ts";
export { understand } from "./understand.ts";
