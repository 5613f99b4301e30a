/** Ordinary users for tests that root runs: made for them and removed after, named so that two runs do not meet. */

import { findProgram, must, run } from "./programs.ts";

/** Root, a user with a range of ids (subuid(5)), and one without. */
export type Who = "root" | "withRange" | "plain";

const users = { withRange: `deftools-r${process.pid}`, plain: `deftools-p${process.pid}` } as const;

export const addUsers = (): void => {
  for (const name of Object.values(users)) must("useradd", ["--system", "--no-create-home", name]);
  const range = "2000000-2065535";
  must("usermod", ["--add-subuids", range, "--add-subgids", range, users.withRange]);
};

export const removeUsers = (): void => {
  for (const name of Object.values(users)) run("userdel", [name]);
};

/** The words that run a command as somebody. */
export const asUser = (who: Who, words: readonly string[]): readonly [string, ...string[]] => {
  const id = (option: string): string => (who === "root" ? "0" : must("id", [option, users[who]]).trim());
  const ids = ["--reuid", id("-u"), "--regid", id("-g"), "--clear-groups"];
  return [findProgram("setpriv") ?? "setpriv", ...ids, ...words];
};
