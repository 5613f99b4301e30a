/** The one way to say that an image breaks its own format. */

import { Failure } from "@deftools/trouble";

/** @param where which part of the image @param what is wrong with it */
export const damaged = (where: string, what: string): Failure =>
  new Failure("squashfs/damaged", `the ${where} of the image is damaged: ${what}`);
