/** What can be followed, and what only looks as if. */

import { readMarks } from "@deftools/testkit";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { documentLinks } from "../../src/features/document-links.ts";

/** The targets of the links, which must be the marked places. */
const targets = (marked: string): readonly string[] => {
  const { text, ranges } = readMarks(marked);
  const links = documentLinks(analyze(text).recipe);
  expect(links.map(({ span }) => span)).toEqual(ranges);
  return links.map(({ target }) => ("url" in target ? target.url : target.path));
};

test("the page of the base image, for registries that have one", () => {
  const page = (image: string) => targets(`Bootstrap: docker\nFrom: «${image}»\n`)[0];
  expect(page("ubuntu:22.04")).toBe("https://hub.docker.com/_/ubuntu");
  expect(page("continuumio/miniconda3")).toBe("https://hub.docker.com/r/continuumio/miniconda3");
  expect(page("quay.io/biocontainers/samtools:1.20")).toBe(
    "https://quay.io/repository/biocontainers/samtools",
  );
  expect(page("nvcr.io/nvidia/cuda:12")).toBe("https://catalog.ngc.nvidia.com/orgs/nvidia/containers/cuda");
  expect(page("nvcr.io/nvidia/k8s/samples:1")).toBe(
    "https://catalog.ngc.nvidia.com/orgs/nvidia/teams/k8s/containers/samples",
  );
  expect(targets("Bootstrap: docker\nFrom: registry.example.org/x\n")).toEqual([]);
  expect(targets("Bootstrap: docker\nFrom: ubuntu:{{ v }}\n")).toEqual([]);
});

test("addresses, without what only ends a sentence", () => {
  expect(
    targets(
      "%help\n    See («https://example.org/a?b=c#d»).\n%post\n    curl -O '«http://example.org/x»'\n    curl https://example.org/$V\n",
    ),
  ).toEqual(["https://example.org/a?b=c#d", "http://example.org/x"]);
});

test("files of the building machine, when they are one", () => {
  expect(
    targets(
      '%files\n    «conf/a.yaml» /etc\n    «"b c"»\n    *.txt /x\n    ~/y /z\n    {{ f }} /w\n%appfiles one\n    «d»\n%files from build\n    /out\n%files nope\n    a\n',
    ),
  ).toEqual(["conf/a.yaml", "b c", "d"]);
  expect(targets("Bootstrap: localimage\nFrom: «base.sif»\n")).toEqual(["base.sif"]);
});
