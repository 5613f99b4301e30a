/** What is offered above which line. */

import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { codeLenses } from "../../src/features/code-lenses.ts";

const offers = (text: string) => {
  const { recipe } = analyze(text);
  return codeLenses(recipe).map(
    ({ title, span }) => `${recipe.lines.position(span.start).line + 1} ${title}`,
  );
};

test("build, test, references", () => {
  expect(
    offers(`Bootstrap: docker
From: golang:{{ V }}
Stage: build
%arguments
    V=1
%post
    f() { :; }
    f; f
Bootstrap: docker
From: alpine
Stage: final
%files from build
    /x
%test
    A=1
`),
  ).toEqual(["1 Build", "3 1 reference", "5 1 reference", "7 2 references", "14 Run %test"]);
});

test("what cannot be built is not offered", () => {
  expect(offers("%test\n    true\n")).toEqual([]);
  expect(offers("From: x\n%test\n    true\n")).toEqual([]);
  expect(offers("")).toEqual([]);
});
