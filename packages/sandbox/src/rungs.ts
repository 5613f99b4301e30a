/** All rungs, in the order of `rungNames`: best first. */

import { assert } from "@deftools/trouble";
import type { Driver } from "./driver.ts";
import type { RungName } from "./rung.ts";
import { bubblewrap } from "./rungs/bubblewrap.ts";
import { proot } from "./rungs/proot.ts";
import { root } from "./rungs/root.ts";
import { subuid } from "./rungs/subuid.ts";
import { userns } from "./rungs/userns.ts";

export const drivers: readonly Driver[] = [root, subuid, userns, bubblewrap, proot];

export const driverOf = (name: RungName): Driver => {
  const driver = drivers.find((one) => one.name === name);
  assert(driver, "every rung has a driver");
  return driver;
};
