/** `defbuild sif list|header|info|dump`: the SIF format itself. */

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

const CHUNK = 1024 * 1024;

/** Writes the bytes of one object to standard output. */
export const sifDumpCommand = (ports: Ports, id: string, path: string): Promise<void> =>
  withImage(ports, path, async (file) => {
    const entry = objectOf(await readSif(file), id);
    const source = objectSource(file, entry);
    for (let at = 0; at < entry.size; at += CHUNK)
      await ports.stdout.writeBytes(await source.read(at, Math.min(CHUNK, entry.size - at)));
  });

const objectOf = ({ objects }: Sif, id: string): SifEntry => {
  const found = objects.find((entry) => String(entry.id) === id);
  if (found !== undefined) return found;
  throw new Failure("defbuild/no-such-object", `there is no object ${id}`, {
    hint: `there are ${objects.map((entry) => entry.id).join(", ")}; defbuild sif list shows them`,
  });
};
