/** Which labels an image has, and which word wins. */

import { expect, it } from "vitest";
import { type LabelSources, labels } from "../../src/container-files/labels.ts";

const sources = (
  own: Readonly<Record<string, string>>,
  changes: Partial<LabelSources> = {},
): LabelSources => ({
  image: { vendor: "base", "org.label-schema.build-arch": "old" },
  metadata: {
    definition: "",
    header: [{ key: "bootstrap", value: "docker" }],
    labels: Object.entries(own).map(([name, value]) => ({ name, value })),
  },
  architecture: "arm64",
  time: 1_795_313_104,
  builder: { name: "defbuild", version: "1.2.3" },
  force: false,
  ...changes,
});

it("takes the image's labels, the automatic ones over them, and the recipe's", () => {
  expect(labels(sources({ Author: "me" }))).toEqual({
    all: {
      Author: "me",
      "org.label-schema.build-arch": "arm64",
      "org.label-schema.build-date": "Sunday_22_November_2026_2:5:4_UTC",
      "org.label-schema.schema-version": "1.0",
      "org.label-schema.usage.defbuild.version": "1.2.3",
      "org.label-schema.usage.singularity.deffile.bootstrap": "docker",
      vendor: "base",
    },
    ignored: [],
  });
});
it("sorts by bytes", () => {
  expect(Object.keys(labels(sources({ Z: "", a: "", é: "" })).all)).toEqual([
    "Z",
    "a",
    "org.label-schema.build-arch",
    "org.label-schema.build-date",
    "org.label-schema.schema-version",
    "org.label-schema.usage.defbuild.version",
    "org.label-schema.usage.singularity.deffile.bootstrap",
    "vendor",
    "é",
  ]);
});
it("does not overwrite a label that is there, and tells so", () => {
  const { all, ignored } = labels(sources({ vendor: "mine" }));
  expect(all["vendor"]).toBe("base");
  expect(ignored).toEqual(["vendor"]);
});
it("overwrites when forced", () => {
  const { all, ignored } = labels(sources({ vendor: "mine" }, { force: true }));
  expect(all["vendor"]).toBe("mine");
  expect(ignored).toEqual([]);
});
it("points at the help when there is one", () => {
  const metadata = { ...sources({}).metadata, help: "how\n" };
  expect(labels(sources({}, { metadata })).all).toMatchObject({
    "org.label-schema.usage": "/.singularity.d/runscript.help",
    "org.label-schema.usage.apptainer.runscript.help": "/.singularity.d/runscript.help",
  });
});
