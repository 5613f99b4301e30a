/** `deflint --watch`: lints again whenever a recipe, or a configuration, has changed. */

import { basename } from "node:path";
import { mayBeRecipe } from "@deftools/recipe";
import { Failure } from "@deftools/trouble";
import { complain } from "./complaint.ts";
import type { Ports } from "./ports.ts";

/** Editors write a file in several steps; this long nothing must happen before it is read. */
const QUIET_MS = 80;

/** Runs `lintAll` now and after every change below the folder the program runs in, until the process is ended. */
export const watchCommand = async (
  ports: Ports,
  paths: readonly string[],
  lintAll: () => Promise<number>,
): Promise<number> => {
  // asked for before the first look, so that no change falls between the two
  const changes = ports.changesBelow(".")[Symbol.asyncIterator]();
  let change = changes.next();
  let code = await lintAll();
  ports.stderr.write("deflint: watching for changes; ^C ends it\n");
  let waiting: { readonly done: Promise<void>; readonly end: () => void } | undefined;
  const lintSoon = (): void => {
    waiting?.end();
    const timer = Promise.withResolvers<void>();
    const handle = setTimeout(timer.resolve, QUIET_MS);
    waiting = { done: timer.promise, end: () => clearTimeout(handle) };
    timer.promise.then(async () => {
      waiting = undefined;
      // as terminals clear: what was said of the former text is not true any more
      if (ports.stderr.isTTY) ports.stderr.write("\u001b[2J\u001b[H");
      try {
        code = await lintAll();
      } catch (error) {
        // a configuration half written is no reason to leave: the next change may mend it
        if (!(error instanceof Failure)) throw error;
        complain(ports, "deflint", error);
      }
    });
  };
  for (let next = await change; !next.done; next = await change) {
    change = changes.next();
    if (concerns(next.value, paths)) lintSoon();
  }
  await waiting?.done;
  return code;
};

const concerns = (path: string, paths: readonly string[]): boolean => {
  const name = basename(path);
  const isConfiguration = name === "package.json" || name.startsWith(".deflint.");
  return isConfiguration || mayBeRecipe(name) || paths.some((each) => basename(each) === name);
};
