/** `defbuild sif list|header|info|dump`: the SIF format itself. */

import { streamOf } from "@deftools/bytes";
import {
  formatSifHeader,
  formatSifInfo,
  formatSifList,
  objectSource,
  readSif,
  type Sif,
  type SifEntry,
} from "@deftools/sif";
import { Failure } from "@deftools/trouble";
import { withImage } from "./image-file.ts";
import type { Ports } from "./ports.ts";

/** Prints the table of objects. */
export const sifListCommand = async (ports: Ports, path: string): Promise<void> =>
  ports.stdout.write(formatSifList(await withImage(ports, path, readSif)));

/** Prints the global header. */
export const sifHeaderCommand = async (ports: Ports, path: string): Promise<void> =>
  ports.stdout.write(formatSifHeader(await withImage(ports, path, readSif)));

/** Prints all that is known of one object. */
export const sifInfoCommand = async (ports: Ports, id: string, path: string): Promise<void> =>
  ports.stdout.write(
    await withImage(ports, path, async (file) => formatSifInfo(objectOf(await readSif(file), id))),
  );

/** Writes the bytes of one object to standard output. */
export const sifDumpCommand = (ports: Ports, id: string, path: string): Promise<void> =>
  withImage(ports, path, async (file) => {
    const entry = objectOf(await readSif(file), id);
    for await (const part of streamOf(objectSource(file, entry))) await ports.stdout.writeBytes(part);
  });

const objectOf = ({ objects }: Sif, id: string): SifEntry => {
  const found = objects.find((entry) => String(entry.id) === id);
  if (found !== undefined) return found;
  throw new Failure("defbuild/no-such-object", `there is no object ${id}`, {
    hint: `there are ${objects.map((entry) => entry.id).join(", ")}; defbuild sif list shows them`,
  });
};
