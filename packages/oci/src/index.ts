/** The door of the room: open an image from where it is. */

export type { Digest, Image, ImageConfig, Layer, Platform } from "./image.ts";
