/**
 * Keeps the memory of a build small. What passes through are buffers outside of V8's heap; they are freed when V8 collects what was made
 * last, which it does the later the larger its space for that has grown. With a space that does not grow, a cold build of an image of
 * 370 MB takes 255 MB instead of 345, in the same time; without this file it only takes more.
 */

import { setFlagsFromString } from "node:v8";

/** To be called before anything is built: this thread's space stays as it is, those of workers start and stay at 1 MiB. */
export const keepHeapSmall = (): void => {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--max-semi-space-size=1");
};
