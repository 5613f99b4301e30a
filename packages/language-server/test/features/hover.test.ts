/** Which words are explained, and what is said about them. */

import { readMarks } from "@deftools/testkit";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { hover } from "../../src/features/hover.ts";

/** The Markdown at the cursor; it must be about the marked range. */
const explain = (marked: string): string | undefined => {
  const { text, cursor = 0, ranges } = readMarks(marked);
  const found = hover(analyze(text).recipe, cursor);
  expect(found?.span).toEqual(ranges[0]);
  return found?.markdown;
};

test("a header keyword, in any case, and what the stage's agent makes of it", () => {
  const from = explain("Bootstrap: docker\n«fr‸om»: ubuntu\n");
  expect(from).toContain("From: ubuntu:24.04");
  expect(from).toContain("With `docker`: required.");
  expect(from).toContain("Known to every engine.");
  expect(from).toContain("[Documentation](https://");
  expect(explain("bootstrap: docker\n«MirrorURL‸»: x\n")).toContain("With `docker`: ignored.");
  expect(explain("Bootstrap: arch\n«‸ConfURL»: x\n")).toContain(
    "With `arch`: optional by Apptainer 1.5, rejected by SingularityCE 4.5.",
  );
});

test("a keyword of an unknown agent is explained without it", () => {
  expect(explain("Bootstrap: nope\n«F‸rom»: x\n")).not.toContain("With");
});

test("the agent", () => {
  expect(explain("Bootstrap: «doc‸ker»\n")).toContain("OCI registry");
  expect(explain("Bootstrap: «build‸kit»\n")).toContain("Known to Apptainer 1.5.");
  expect(explain("Bootstrap: «d‸nf»\n")).toContain(
    "Known to Apptainer 1.4 and later, SingularityCE 4.3 and later.",
  );
  expect(explain("Bootstrap: «se‸lf»\n")).toContain("Known to Singularity 2.");
});

test("a section name, and what runs it here", () => {
  const post = explain("Bootstrap: docker\nFrom: a\n\n«%po‸st»\n    true\n");
  expect(post).toContain("container being built");
  expect(post).toContain("Here it is run by `/bin/sh`, and stops at the first command that fails.");
  expect(explain("«‸%post» -c /bin/bash\n    true\n")).toContain(
    "`/bin/bash`, and goes on when a command fails",
  );
  expect(explain("«%apprun‸» one\n")).toContain("run --app");
  expect(explain("«%TEST‸»\n")).toContain("Checks that the image works");
});

test("other places have no explanation", () => {
  expect(explain("Bootstrap: docker\nFrom: ubu‸ntu\n")).toBeUndefined();
  expect(explain("Nope‸: docker\n")).toBeUndefined();
  expect(explain("Bootstrap: no‸pe\n")).toBeUndefined();
  expect(explain("%nope‸\n")).toBeUndefined();
  expect(explain("%post -c ‸/bin/bash\n")).toBeUndefined();
  expect(explain("%post\n    ‸From: x\n")).toBeUndefined();
  expect(explain("‸")).toBeUndefined();
});
