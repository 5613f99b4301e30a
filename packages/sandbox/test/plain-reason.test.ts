/** What programs say when they may not, as people can understand it. */

import { expect, it } from "vitest";
import { plainReason } from "../src/plain-reason.ts";

it.each([
  [
    "cannot prepare a sandbox over /x/base: unshare: unshare failed: No space left on device",
    "the number of namespaces that users may make is used up, or 0 (unshare: unshare failed: No space left on device)",
  ],
  [
    "cannot prepare a sandbox over /x/base: unshare: unshare failed: Operation not permitted",
    "users may not make namespaces here (unshare: unshare failed: Operation not permitted)",
  ],
  [
    "unshare: write failed /proc/self/uid_map: Operation not permitted",
    "AppArmor or the like takes all rights from users' namespaces (unshare: write failed /proc/self/uid_map: Operation not permitted)",
  ],
  ["mount: /x: no\n such thing", "mount: /x: no, such thing"],
])("%j", (said, plain) => {
  expect(plainReason(said)).toBe(plain);
});
