/** The one time of a build. */

import { expect, it } from "vitest";
import { buildTime } from "../src/build-time.ts";

it.each([
  ["the planned one", 5, 1_577_836_800, 5],
  ["1970, when planned so", 0, 1_577_836_800, 0],
  ["the image's, in whole seconds", undefined, 1_577_836_800.9, 1_577_836_800],
  ["1970 for an image that does not say", undefined, undefined, 0],
  ["1970 for an image that says nonsense", undefined, Number.NaN, 0],
  ["1970 for an image from before", undefined, -62_135_596_800, 0],
  ["the last one SquashFS has, for an image from beyond", undefined, 253_370_764_800, 2 ** 32 - 1],
])("%s", (_name, planned, created, expected) => expect(buildTime(planned, created)).toBe(expected));
