/** Metadata of foreign images: whatever it is, it is told in words. */

import { type SifObject, sifArchitecture, writeSif } from "@deftools/sif";
import { isFailure } from "@deftools/trouble";
import { expect, it } from "vitest";
import { inspect } from "../src/inspect.ts";

const sifOf = async (objects: readonly SifObject[]) => {
  let bytes = Buffer.alloc(0);
  const file = {
    writeAt: async (offset: number, part: Uint8Array) => {
      const end = Math.max(bytes.length, offset + part.length);
      bytes = Buffer.concat([bytes], end);
      bytes.set(part, offset);
    },
  };
  await writeSif(file, { architecture: sifArchitecture("amd64"), id: new Uint8Array(16), time: 0, objects });
  return {
    size: bytes.length,
    read: async (from: number, length: number) => bytes.subarray(from, from + length),
  };
};

const metadata = (text: string): SifObject => ({
  type: "json",
  name: "inspect-metadata.json",
  content: Buffer.from(text),
});

it("reads what is there, and takes null for nothing as Go writes it", async () => {
  const text = '{"data":{"attributes":{"labels":null,"runscript":"#!/bin/sh"}},"type":"container"}';
  expect(await inspect(await sifOf([metadata(text)]))).toMatchObject({ labels: {}, runscript: "#!/bin/sh" });
});
it.each([
  ["no such object and no file system", [], "build/not-an-image", "the image has no primary partition"],
  ["no JSON", [metadata("{")], "build/bad-metadata", '"inspect-metadata.json" of the image is no JSON'],
  [
    "a label that is no text",
    [metadata('{"data":{"attributes":{"labels":{"a":1}}}}')],
    "build/bad-metadata",
    '"inspect-metadata.json" of the image: data.attributes.labels.a is no string',
  ],
])("%s", async (_name, objects, code, message) => {
  const failure = await inspect(await sifOf(objects)).catch((error: unknown) => error);
  expect(isFailure(failure) && [failure.code, failure.message]).toEqual([code, message]);
});
