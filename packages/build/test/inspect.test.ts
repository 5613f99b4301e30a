/** Metadata of foreign images: whatever it is, it is told in words. */

import { type SifObject, sifArchitecture, writeSif } from "@deftools/sif";
import { isFailure } from "@deftools/trouble";
import { expect, it } from "vitest";
import { inspect } from "../src/inspect.ts";
import { type InspectionWish, inspectionJson, inspectionText } from "../src/inspection-text.ts";

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

const app = {
  environment: { "/scif/apps/foo/scif/env/90-environment.sh": "export A=1" },
  labels: { SCIF_APP_NAME: "foo" },
  runscript: "#!/bin/sh\n\necho foo",
  helpfile: "help of foo",
};
const attributes = {
  apps: { bar: { labels: null }, foo: app },
  labels: { A: "1" },
  deffile: "Bootstrap: scratch",
};
const inspection = async () =>
  inspect(await sifOf([metadata(JSON.stringify({ data: { attributes }, type: "container" }))]));
const text = async (wish: Partial<InspectionWish>): Promise<string> =>
  inspectionText(await inspection(), { parts: ["labels"], listApps: false, ...wish });
const json = async (wish: Partial<InspectionWish>): Promise<unknown> =>
  JSON.parse(inspectionJson(await inspection(), { parts: ["labels"], listApps: false, ...wish })).data
    .attributes;

it("tells the names of apps before other parts, and parts of one app in place of the image's", async () => {
  expect(await text({ listApps: true })).toBe("bar\nfoo\nA: 1\n");
  expect(await text({ app: "foo", parts: ["runscript", "startscript", "labels", "deffile"] })).toBe(
    "Bootstrap: scratch\n#!/bin/sh\n\necho foo\nSCIF_APP_NAME: foo\n",
  );
  expect(await text({ app: "bar" })).toBe("");
});
it("gives apps as JSON, whole or in parts", async () => {
  expect(await json({ listApps: true, parts: [] })).toEqual({ apps: { bar: {}, foo: app } });
  expect(await json({ app: "foo" })).toEqual({ apps: { foo: { labels: app.labels } } });
  expect(await json({ app: "foo", parts: ["deffile"] })).toEqual({ deffile: "Bootstrap: scratch" });
});
it("names the apps there are when asked for another", async () => {
  const failure = await text({ app: "none" }).catch((error: unknown) => error);
  expect(isFailure(failure) && [failure.code, failure.hint]).toEqual([
    "build/no-such-app",
    "it has bar, foo",
  ]);
});
