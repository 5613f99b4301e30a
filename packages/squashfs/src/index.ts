/** The door of the room: data areas, images from them, and reading images. */

export type { DataArea, DataAreaIndex, PlacedFile, StoredFile } from "./data.ts";
