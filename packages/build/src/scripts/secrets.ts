/** Secrets of a build: files that `%post` can read at `/run/secrets/ID` while it runs, and that are looked for in what it leaves. */

import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ByteStream } from "@deftools/bytes";
import { type Bind, makeOwnFolder } from "@deftools/sandbox";

/** One secret. Nothing of `value` is kept, not even a hash. */
export interface Secret {
  /** The name of its file. */
  readonly id: string;
  readonly value: Uint8Array;
}

/** Files that are there for the time of a run. */
export interface LentSecrets {
  readonly binds: readonly Bind[];
  takeBack(): Promise<void>;
}

/** Writes them into a folder of this process alone; what a killed one left there is removed. */
export const lendSecrets = async (folder: string, secrets: readonly Secret[]): Promise<LentSecrets> => {
  if (secrets.length === 0) return { binds: [], takeBack: async () => undefined };
  const own = await makeOwnFolder(folder, []);
  const takeBack = (): Promise<void> => rm(own, { recursive: true, force: true });
  try {
    const binds: Bind[] = [];
    for (const [index, { id, value }] of secrets.entries()) {
      const source = join(own, String(index));
      await writeFile(source, value, { mode: 0o400 });
      binds.push({ source, target: `/run/secrets/${id}`, readOnly: true });
    }
    return { binds, takeBack };
  } catch (error) {
    await takeBack();
    throw error;
  }
};

/** Shorter ones are in everything. */
const SHORTEST = 8;

/** Looks for secrets in contents that go by; tells each that it finds. */
export const watchForSecrets = (
  secrets: readonly Secret[],
): ((content: ByteStream, found: (id: string) => void) => ByteStream) => {
  const wanted = secrets
    .map(({ id, value }) => ({
      id,
      value: Buffer.from(Buffer.from(value).toString("latin1").trim(), "latin1"),
    }))
    .filter(({ value }) => SHORTEST <= value.length);
  const overlap = Math.max(0, ...wanted.map(({ value }) => value.length - 1));
  if (wanted.length === 0) return (content) => content;
  return async function* watched(content, found) {
    let tail = Buffer.alloc(0);
    for await (const bytes of content) {
      const seen = Buffer.concat([tail, bytes]);
      for (const { id, value } of wanted) if (seen.includes(value)) found(id);
      tail = Buffer.from(seen.subarray(Math.max(0, seen.length - overlap)));
      yield bytes;
    }
  };
};
