/** What holds for every reference and for every text. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatReference, parseReference } from "../src/index.ts";

const part = fc.stringMatching(/^[a-z0-9]{1,6}([._]|__|-{1,2})?[a-z0-9]{1,6}$/);
const written = fc
  .record({
    registry: fc.option(
      fc.constantFrom("quay.io", "localhost:5000", "localhost", "docker.io", "10.0.0.1:80"),
    ),
    path: fc.array(part, { minLength: 1, maxLength: 4 }),
    tag: fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/)),
    digest: fc.option(fc.stringMatching(/^[0-9a-f]{64}$/)),
  })
  .filter(({ registry, path }) => registry !== null || !/\./.test(path.length === 1 ? "" : (path[0] ?? "")))
  .map(
    ({ registry, path, tag, digest }) =>
      `${registry === null ? "" : `${registry}/`}${path.join("/")}${tag === null ? "" : `:${tag}`}${digest === null ? "" : `@sha256:${digest}`}`,
  );

describe("references", () => {
  it("are the same after writing and reading again, up to their ranges", () => {
    fc.assert(
      fc.property(written, (text) => {
        const first = parseReference(text);
        if ("problem" in first) throw new Error(first.problem.message);
        const second = parseReference(formatReference(first.reference));
        if ("problem" in second) throw new Error(second.problem.message);
        expect({ ...second.reference, ranges: undefined }).toEqual({ ...first.reference, ranges: undefined });
      }),
    );
  });

  it("cover their text with ranges, in order, without a gap but for the separators", () => {
    fc.assert(
      fc.property(written, (text) => {
        const parsed = parseReference(text);
        if ("problem" in parsed) throw new Error(parsed.problem.message);
        const { registry, repository, tag, digest } = parsed.reference.ranges;
        const ranges = [registry, repository, tag, digest].filter((range) => range !== undefined);
        expect(ranges[0]?.start).toBe(0);
        expect(ranges.at(-1)?.end).toBe(text.length);
        for (const [index, range] of ranges.slice(1).entries())
          expect(range.start).toBe((ranges[index]?.end ?? 0) + 1);
      }),
    );
  });

  it("never throw, whatever the text, and point inside it", () => {
    const odd = fc.string({ unit: fc.constantFrom(..."aA0./:@-_ [] \n\u{1F680}", "sha256:", "docker://") });
    fc.assert(
      fc.property(fc.oneof(odd, fc.string({ unit: "binary" })), (text) => {
        const parsed = parseReference(text);
        if ("reference" in parsed) return;
        const { start, end } = parsed.problem.range;
        expect(0 <= start && start <= end && end <= text.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
