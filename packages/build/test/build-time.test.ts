/** The one time of a build. */

import { expect, it } from "vitest";
import { buildTime } from "../src/build-time.ts";

it.each([
  ["the planned one", 5, "2020-01-01T00:00:00Z", 5],
  ["1970, when planned so", 0, "2020-01-01T00:00:00Z", 0],
  ["the image's, in whole seconds", undefined, "2020-01-01T00:00:00.9Z", 1_577_836_800],
  ["1970 for an image that does not say", undefined, undefined, 0],
  ["1970 for an image that says nonsense", undefined, "yesterday", 0],
  ["1970 for an image from before", undefined, "0001-01-01T00:00:00Z", 0],
  ["the last one SquashFS has, for an image from beyond", undefined, "9999-01-01T00:00:00Z", 2 ** 32 - 1],
])("%s", (_name, planned, created, expected) => expect(buildTime(planned, created)).toBe(expected));
