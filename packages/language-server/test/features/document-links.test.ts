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
  expect(targets("Bootstrap: docker\nFrom: «ubuntu:{{ v }}»\n%arguments\n    v=1\n")).toEqual([
    "https://hub.docker.com/_/ubuntu",
  ]);
  expect(targets("Bootstrap: oras\nFrom: «ghcr.io/org/a:1»\n")).toEqual(["https://ghcr.io/org/a"]);
});

test("the page of an image in the public library", () => {
  expect(targets("Bootstrap: library\nFrom: «e/c/n:1»\n")).toEqual(["https://cloud.sylabs.io/library/e/c/n"]);
  expect(targets("Bootstrap: library\nFrom: «alpine»\n")).toEqual([
    "https://cloud.sylabs.io/library/library/default/alpine",
  ]);
  expect(targets("Bootstrap: library\nLibrary: «https://lib.example»\nFrom: alpine\n")).toEqual([
    "https://lib.example",
  ]);
  expect(targets("Bootstrap: library\nFrom: host/e/c/n\n")).toEqual([]);
});

test("addresses, without what only ends a sentence", () => {
  expect(
    targets(
      "%help\n    See («https://example.org/a?b=c#d»).\n%post\n    curl -O '«http://example.org/x»'\n    curl https://example.org/$V\n",
    ),
  ).toEqual(["https://example.org/a?b=c#d", "http://example.org/x"]);
  expect(targets("%help\n    «https://example.org/a_(b)», {«https://example.org/c»}\n")).toEqual([
    "https://example.org/a_(b)",
    "https://example.org/c",
  ]);
});

test("addresses with defaults of placeholders, and mirrors of a release", () => {
  const text = (place: string) => `%arguments\n    V=1.2\n%post\n    curl -O ${place}\n`;
  expect(targets(text("«https://example.org/v{{ V }}/a-{{V}}»"))).toEqual(["https://example.org/v1.2/a-1.2"]);
  expect(targets(text("«https://example.org/{{ V }}.tgz»"))).toEqual(["https://example.org/1.2.tgz"]);
  expect(targets(text("https://example.org/{{ W }}"))).toEqual([]);
  expect(
    targets("Bootstrap: yum\nOSVersion: 9\nMirrorURL: «https://example.org/%{OSVERSION}/os/»\n"),
  ).toEqual(["https://example.org/9/os/"]);
  expect(targets("Bootstrap: yum\nMirrorURL: https://example.org/%{OSVERSION}/os/\n")).toEqual([]);
  const given = documentLinks(analyze(text("https://example.org/{{ W }}")).recipe, { W: "3" });
  expect(given.map(({ target }) => target)).toEqual([{ url: "https://example.org/3" }]);
});

test("files of the building machine, when they are one", () => {
  expect(
    targets(
      '%files\n    «conf/a.yaml» /etc\n    «"b c"»\n    *.txt /x\n    ../src/ /x\n    .. /x\n    ~/y /z\n    {{ f }} /w\n    «{{ g }}/x»\n%arguments\n    g=y\n%appfiles one\n    «d»\n%files from build\n    /out\n%files nope\n    a\n',
    ),
  ).toEqual(["conf/a.yaml", "b c", "y/x", "d"]);
  expect(targets("Bootstrap: localimage\nFrom: «base.sif»\n")).toEqual(["base.sif"]);
  expect(targets("Bootstrap: buildkit\nFrom: «./context/»\n")).toEqual(["./context/Dockerfile"]);
  expect(targets("Bootstrap: dockerfile\nFrom: «a»\nFilename: Other\n")).toEqual(["a/Other"]);
});
