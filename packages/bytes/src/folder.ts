/** Folders with those above them. Node's own way never ends where a system lies about what is there, as `/proc` does. */

import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/** Makes a folder that may be there already; those that are made have the mode. @throws the system's error, with its `code` */
export const makeFolder = async (path: string, mode = 0o777): Promise<void> => {
  const made = await make(path, mode);
  if (made?.code === "ENOENT" && dirname(path) !== path) {
    await makeFolder(dirname(path), mode);
    const again = await make(path, mode);
    if (again) throw again;
  } else if (made) throw made;
};

/** The error; none when the folder is there now. */
const make = (path: string, mode: number): Promise<NodeJS.ErrnoException | undefined> =>
  mkdir(path, { mode }).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => (error.code === "EEXIST" ? undefined : error),
  );
